-- Times are Unix milliseconds. A message is in the queue for exactly as long as its row exists:
--   visible    visible_at <= now
--   in flight  visible_at >  now, received_at set
--   delayed    visible_at >  now, received_at null
CREATE TABLE IF NOT EXISTS queues (
  name                       TEXT PRIMARY KEY,
  visibility_timeout_seconds INTEGER NOT NULL,
  retention_seconds          INTEGER NOT NULL,
  dead_letter_queue          TEXT,
  max_receive_count          INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS messages (
  seq               INTEGER PRIMARY KEY,
  id                TEXT NOT NULL UNIQUE,
  queue             TEXT NOT NULL REFERENCES queues (name),
  body              TEXT NOT NULL,
  sent_at           INTEGER NOT NULL,
  visible_at        INTEGER NOT NULL,
  receive_count     INTEGER NOT NULL DEFAULT 0, -- across all queues, as AWS counts
  first_received_at INTEGER,
  received_at       INTEGER                     -- the latest receive in this queue
) STRICT;

CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible_at);
CREATE INDEX IF NOT EXISTS messages_by_age ON messages (queue, sent_at);
