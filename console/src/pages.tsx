// The list of pages, at the left or, where it is narrow, at the top.

import mark from "./mark.svg";
import { isOperator, me } from "./api/account.js";
import { running } from "./api/feed.js";
import { Purse } from "./purse.js";
import { route, to, type Page } from "./route.js";
import { signOut } from "./session/session.js";
import { choose, theme } from "./theme.js";
import { jobsPanel, shortcutList } from "./shortcuts.js";
import { Icon, type IconName } from "./ui/icon.js";
import { Menu } from "./ui/menu.js";

const PAGES: readonly { page: Page; name: string; icon: IconName; shown?: () => boolean }[] = [
  { page: "create", name: "Create", icon: "create" },
  { page: "jobs", name: "Jobs", icon: "jobs" },
  { page: "library", name: "Library", icon: "library" },
  { page: "ads", name: "Ads", icon: "ads" },
  { page: "brand-kits", name: "Brand kits", icon: "brand" },
  { page: "billing", name: "Billing", icon: "billing" },
  { page: "developers", name: "Developers", icon: "developers" },
  { page: "operator", name: "Operator", icon: "operator", shown: isOperator },
];

export function Pages() {
  const shown = PAGES.filter((page) => page.shown?.() ?? true);
  return (
    <nav class="pages" aria-label="Pages">
      <a class="brand" href={to("create")}>
        <img src={mark} alt="" width="22" height="22" />
        Creative Hub
      </a>
      {shown.map(({ page, name, icon }) => (
        <a key={page} class="page" href={to(page)} aria-current={route.value.page === page ? "page" : undefined}>
          <Icon name={icon} />
          {name}
          {page === "jobs" && running.value.length > 0 && (
            <span class="count figures">
              {running.value.length}
              <span class="unseen"> running</span>
            </span>
          )}
        </a>
      ))}
      <div class="foot">
        <Who />
        <Purse />
      </div>
    </nav>
  );
}

function Who() {
  const caller = me.value;
  return (
    <div class="row who">
      <Menu
        side="left"
        class="page"
        button={
          <>
            <Icon name="person" />
            <span>{caller?.team.name ?? "…"}</span>
            <b class="unseen">Your account</b>
          </>
        }
      >
        <button type="button" onClick={() => (jobsPanel.value = true)}>
          Running jobs
        </button>
        <button type="button" onClick={() => choose(theme.value === "dark" ? "light" : "dark")}>
          {theme.value === "dark" ? "Light theme" : "Dark theme"}
        </button>
        <button type="button" onClick={() => (shortcutList.value = true)}>
          Keyboard shortcuts
        </button>
        <a href="/docs" target="_blank" rel="noreferrer">
          API reference
        </a>
        <button type="button" onClick={signOut}>
          Sign out
        </button>
      </Menu>
    </div>
  );
}
