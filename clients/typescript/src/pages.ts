// Lists that go on behind a cursor.

/** One page, as the API answers it. */
export interface Page<Item> {
  items: Item[];
  /** `null` on the last page. */
  nextCursor: string | null;
}

/** A list. `for await (const item of list)` reads all of it, a page at a time; nothing is read before. */
export class List<Item> implements AsyncIterable<Item> {
  readonly #read: (cursor: string | undefined) => Promise<Page<Item>>;

  constructor(read: (cursor: string | undefined) => Promise<Page<Item>>) {
    this.#read = read;
  }

  /** The first page, or the one behind a cursor. */
  page(cursor?: string): Promise<Page<Item>> {
    return this.#read(cursor);
  }

  async *pages(): AsyncGenerator<Page<Item>> {
    let cursor: string | undefined;
    do {
      const page = await this.#read(cursor);
      yield page;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** All items, or the first `most`. */
  async all(most = Infinity): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this) {
      if (items.length >= most) break;
      items.push(item);
    }
    return items;
  }
}

/** A page out of an answer whose items are in one field beside `next_cursor`. */
export function pageOf<Key extends string, Item>(key: Key, answer: { next_cursor?: string | null } & Record<Key, Item[]>): Page<Item> {
  return { items: answer[key], nextCursor: answer.next_cursor ?? null };
}
