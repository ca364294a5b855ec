//! The tables. Only what a reconnect or restart must find again is here; what lives with a
//! socket does not belong in the database.

/// Counters begin at the time of creation, so that a server that starts anew on `:memory:` never
/// gives out an id that some page still remembers.
pub const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS ids (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
INSERT OR IGNORE INTO ids VALUES
  ('uid', 100000000), ('gid', unixepoch()), ('event', unixepoch()), ('msg', unixepoch() * 10);

CREATE TABLE IF NOT EXISTS users (
  uid INTEGER PRIMARY KEY, appkey TEXT NOT NULL, username TEXT NOT NULL, password TEXT NOT NULL,
  nickname TEXT NOT NULL, avatar TEXT NOT NULL, birthday TEXT NOT NULL, signature TEXT NOT NULL,
  region TEXT NOT NULL, address TEXT NOT NULL, gender INTEGER NOT NULL, extras TEXT NOT NULL,
  mtime INTEGER NOT NULL, no_disturb INTEGER NOT NULL DEFAULT 0, UNIQUE (appkey, username));

-- A user who has never logged in has one device with a blank platform.
CREATE TABLE IF NOT EXISTS devices (
  uid INTEGER, platform TEXT, login_time INTEGER NOT NULL, sync_key INTEGER NOT NULL DEFAULT 0,
  receipt_key INTEGER NOT NULL DEFAULT 0, event_key INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (uid, platform)) WITHOUT ROWID;

-- What a device has not confirmed yet. seq orders it, and is what a sync ack names;
-- socket is the one it was last sent on, so that nothing is sent on one socket twice.
CREATE TABLE IF NOT EXISTS owed (
  uid INTEGER, platform TEXT, kind TEXT, id INTEGER, seq INTEGER NOT NULL,
  socket INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (uid, platform, kind, id)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS events (
  event_id INTEGER PRIMARY KEY, payload TEXT NOT NULL);

-- Ids ascend, and the oldest go first.
CREATE TABLE IF NOT EXISTS answers (
  id INTEGER PRIMARY KEY, uid INTEGER NOT NULL, platform TEXT NOT NULL, digest TEXT NOT NULL,
  time INTEGER NOT NULL, reply TEXT NOT NULL, UNIQUE (uid, platform, digest));

CREATE TABLE IF NOT EXISTS messages (
  msg_id INTEGER PRIMARY KEY, type INTEGER NOT NULL, from_uid INTEGER NOT NULL,
  target INTEGER NOT NULL, ctime_ms INTEGER NOT NULL, item TEXT NOT NULL,
  need_receipt INTEGER NOT NULL, retracted INTEGER NOT NULL DEFAULT 0);

-- One row for everyone who has the message, the sender too; peer is the uid or gid it is filed under.
CREATE TABLE IF NOT EXISTS inbox (
  uid INTEGER, type INTEGER, peer INTEGER, ctime_ms INTEGER, msg_id INTEGER NOT NULL,
  PRIMARY KEY (uid, type, peer, ctime_ms)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inbox_of_message ON inbox (msg_id);

CREATE TABLE IF NOT EXISTS conversations (
  uid INTEGER, type INTEGER, peer INTEGER, mtime INTEGER NOT NULL, read_to INTEGER NOT NULL,
  PRIMARY KEY (uid, type, peer)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS receipts (
  msg_id INTEGER, uid INTEGER, read INTEGER NOT NULL DEFAULT 0, mtime INTEGER NOT NULL,
  PRIMARY KEY (msg_id, uid)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS friends (
  uid INTEGER, friend INTEGER, memo_name TEXT NOT NULL DEFAULT '',
  memo_others TEXT NOT NULL DEFAULT '', PRIMARY KEY (uid, friend)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS invitations (
  from_uid INTEGER, to_uid INTEGER, PRIMARY KEY (from_uid, to_uid)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blacks (
  uid INTEGER, black INTEGER, PRIMARY KEY (uid, black)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quiet_users (
  uid INTEGER, peer INTEGER, PRIMARY KEY (uid, peer)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quiet_groups (
  uid INTEGER, gid INTEGER, PRIMARY KEY (uid, gid)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shields (
  uid INTEGER, gid INTEGER, PRIMARY KEY (uid, gid)) WITHOUT ROWID;

-- type: 1 private, 2 public. A dissolved group stays, for the conversations that name it.
CREATE TABLE IF NOT EXISTS groups (
  gid INTEGER PRIMARY KEY, appkey TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
  avatar TEXT NOT NULL, type INTEGER NOT NULL, ctime INTEGER NOT NULL, mtime INTEGER NOT NULL,
  dissolved INTEGER NOT NULL DEFAULT 0);
-- flag: 0 member, 1 owner, 2 keeper. joined orders the members.
CREATE TABLE IF NOT EXISTS members (
  gid INTEGER, uid INTEGER, flag INTEGER NOT NULL, silent INTEGER NOT NULL DEFAULT 0,
  joined INTEGER NOT NULL, PRIMARY KEY (gid, uid)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS groups_of_user ON members (uid);
CREATE TABLE IF NOT EXISTS join_requests (
  event_id INTEGER, gid INTEGER NOT NULL, from_uid INTEGER NOT NULL, target INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (event_id, target)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS rooms (
  id INTEGER PRIMARY KEY, appkey TEXT NOT NULL, name TEXT NOT NULL, description TEXT NOT NULL,
  max_members INTEGER NOT NULL, ctime INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS room_members (
  id INTEGER, uid INTEGER, PRIMARY KEY (id, uid)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS room_messages (
  id INTEGER, msg_id INTEGER, message TEXT NOT NULL, PRIMARY KEY (id, msg_id)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS media (
  media_id TEXT PRIMARY KEY, mime TEXT NOT NULL, fname TEXT NOT NULL, bytes BLOB NOT NULL);
";
