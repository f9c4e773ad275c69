/**
 * The tables of the state file, version by version. A file of an earlier version is brought forward step by step; a
 * step that was released is never changed. Counts by caller are kept by triggers, so that they are right whatever goes.
 *
 * Owners, gids and keys begin with a mark of the Asana they belong to (`StateFile.scope`), as keys in Redis do. Times
 * are those of `StateFile.now`, but for `started_at` and `finished_at`, which are shown. No token is ever in it.
 */

/** Says of a SQLite file that it is one of ours: "ajgw". */
export const APPLICATION_ID = 0x616a6777;

const VERSION_1 = `
  -- How many things of a sort an owner has; those of all owners under ''.
  CREATE TABLE counts (
    number INTEGER PRIMARY KEY, what TEXT NOT NULL, owner TEXT NOT NULL, n INTEGER NOT NULL, UNIQUE (what, owner)
  ) STRICT;
  CREATE INDEX counts_by_size ON counts (what, n);
  CREATE TRIGGER counts_none AFTER UPDATE OF n ON counts WHEN new.n <= 0 BEGIN
    DELETE FROM counts WHERE number = new.number;
  END;

  CREATE TABLE jobs (
    gid TEXT PRIMARY KEY, kind TEXT, source TEXT, name TEXT, started_at REAL, finished_at REAL, status TEXT,
    subtype TEXT, subtasks INTEGER, born_at REAL, seen_at REAL, ended_at REAL, took_ms REAL, counted TEXT,
    touched_at REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX jobs_by_age ON jobs (touched_at);

  -- Whose jobs they are. A job that is nobody's any more goes.
  CREATE TABLE owned (
    number INTEGER PRIMARY KEY, owner TEXT NOT NULL, gid TEXT NOT NULL, at REAL NOT NULL, UNIQUE (owner, gid)
  ) STRICT;
  CREATE INDEX owned_by_age ON owned (owner, at);
  CREATE INDEX owned_by_gid ON owned (gid);
  CREATE TRIGGER owned_in AFTER INSERT ON owned BEGIN
    INSERT INTO counts (what, owner, n) VALUES ('jobs', new.owner, 1), ('jobs', '', 1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER owned_out AFTER DELETE ON owned BEGIN
    INSERT INTO counts (what, owner, n) VALUES ('jobs', old.owner, -1), ('jobs', '', -1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER owned_by_nobody AFTER DELETE ON owned
    WHEN NOT EXISTS (SELECT 1 FROM owned WHERE gid = old.gid)
  BEGIN
    DELETE FROM jobs WHERE gid = old.gid;
  END;
  CREATE TRIGGER jobs_out AFTER DELETE ON jobs BEGIN
    DELETE FROM owned WHERE gid = old.gid;
  END;

  -- Tokens whose user is known.
  CREATE TABLE links (
    owner TEXT PRIMARY KEY, user TEXT NOT NULL, at REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX links_by_age ON links (at);

  CREATE TABLE unknown_starts (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, at REAL NOT NULL, note TEXT NOT NULL
  ) STRICT;
  CREATE INDEX unknown_starts_by_owner ON unknown_starts (owner, at);
  CREATE INDEX unknown_starts_by_age ON unknown_starts (at);
  CREATE TRIGGER unknown_starts_in AFTER INSERT ON unknown_starts BEGIN
    INSERT INTO counts (what, owner, n) VALUES ('unknown', new.owner, 1), ('unknown', '', 1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER unknown_starts_out AFTER DELETE ON unknown_starts BEGIN
    INSERT INTO counts (what, owner, n) VALUES ('unknown', old.owner, -1), ('unknown', '', -1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER unknown_starts_moved AFTER UPDATE OF owner ON unknown_starts BEGIN
    INSERT INTO counts (what, owner, n) VALUES ('unknown', new.owner, 1), ('unknown', old.owner, -1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;

  -- Idempotency keys. Without an outcome: on its way, or lost with the process that had it.
  CREATE TABLE keys (
    key TEXT PRIMARY KEY, caller TEXT NOT NULL, input TEXT NOT NULL, at REAL NOT NULL, outcome TEXT,
    fate TEXT NOT NULL CHECK (fate IN ('kept', 'refused'))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX keys_by_caller ON keys (fate, caller, at);
  CREATE INDEX keys_by_age ON keys (fate, at);
  CREATE TRIGGER keys_in AFTER INSERT ON keys BEGIN
    INSERT INTO counts (what, owner, n) VALUES (new.fate, new.caller, 1), (new.fate, '', 1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER keys_out AFTER DELETE ON keys BEGIN
    INSERT INTO counts (what, owner, n) VALUES (old.fate, old.caller, -1), (old.fate, '', -1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER keys_moved AFTER UPDATE OF fate ON keys WHEN new.fate <> old.fate BEGIN
    INSERT INTO counts (what, owner, n)
      VALUES (new.fate, new.caller, 1), (new.fate, '', 1), (old.fate, old.caller, -1), (old.fate, '', -1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;

  -- What is looked for has a column of its own, the rest of an errand is JSON: fields may be added.
  CREATE TABLE errands (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, owner TEXT NOT NULL, about TEXT,
    about_at REAL, fate TEXT NOT NULL CHECK (fate IN ('open', 'over')), wants_running INTEGER NOT NULL,
    wakes_at REAL NOT NULL, version INTEGER NOT NULL, plan TEXT NOT NULL, rest TEXT NOT NULL,
    entered_at REAL NOT NULL, touched_at REAL NOT NULL
  ) STRICT;
  CREATE INDEX errands_by_owner ON errands (owner, kind, fate, entered_at);
  CREATE INDEX errands_by_about ON errands (about, about_at) WHERE about IS NOT NULL;
  CREATE INDEX errands_to_run ON errands (kind, wakes_at) WHERE wants_running = 1;
  CREATE INDEX errands_by_age ON errands (touched_at);
  CREATE TRIGGER errands_in AFTER INSERT ON errands BEGIN
    INSERT INTO counts (what, owner, n) VALUES (new.fate || ':' || new.kind, new.owner, 1), (new.fate || ':' || new.kind, '', 1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER errands_out AFTER DELETE ON errands BEGIN
    INSERT INTO counts (what, owner, n) VALUES (old.fate || ':' || old.kind, old.owner, -1), (old.fate || ':' || old.kind, '', -1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER errands_gone AFTER DELETE ON errands BEGIN
    DELETE FROM errand_items WHERE errand = old.id;
  END;
  CREATE TRIGGER errands_moved AFTER UPDATE OF fate ON errands WHEN new.fate <> old.fate BEGIN
    INSERT INTO counts (what, owner, n)
      VALUES (new.fate || ':' || new.kind, new.owner, 1), (new.fate || ':' || new.kind, '', 1),
        (old.fate || ':' || old.kind, old.owner, -1), (old.fate || ':' || old.kind, '', -1)
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;

  -- The parts of errands that have many. Of their plans the characters are counted.
  CREATE TABLE errand_items (
    errand TEXT NOT NULL, place INTEGER NOT NULL, plan TEXT, progress TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (errand, place)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER errand_items_in AFTER INSERT ON errand_items WHEN new.plan IS NOT NULL BEGIN
    INSERT INTO counts (what, owner, n) VALUES ('plans', '', length(new.plan))
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER errand_items_out AFTER DELETE ON errand_items WHEN old.plan IS NOT NULL BEGIN
    INSERT INTO counts (what, owner, n) VALUES ('plans', '', -length(old.plan))
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
  CREATE TRIGGER errand_items_done AFTER UPDATE OF plan ON errand_items
    WHEN old.plan IS NOT NULL AND new.plan IS NULL
  BEGIN
    INSERT INTO counts (what, owner, n) VALUES ('plans', '', -length(old.plan))
      ON CONFLICT (what, owner) DO UPDATE SET n = n + excluded.n;
  END;
`;

/** What brings a file from the version before to the next; the first makes it. */
export const MIGRATIONS: readonly string[] = [VERSION_1];
/** The version of the tables that this program writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;
