import { escapeLiteral } from 'pg'

/** A function's body as a text, whatever characters the schema's name has. */
const body = (sql: string): string => `LANGUAGE plpgsql AS ${escapeLiteral(sql)}`

// Every text is written as stored-text.ts says, hence the collation. Documents are `json`, not `jsonb`: they come back character for character.
// A function is one statement for the client and several for PostgreSQL, each of which sees what was committed before it began.
// A later form of a function gets a new number, so that processes of both versions can run during a change.
const first = (s: string): string => `
CREATE TABLE ${s}.documents (
  collection text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  document json NOT NULL,
  PRIMARY KEY (collection, key)
);
CREATE TABLE ${s}.checkpoints (
  subscriber text COLLATE "C" PRIMARY KEY,
  position text COLLATE "C" NOT NULL
);
CREATE TABLE ${s}.leases (
  name text COLLATE "C" PRIMARY KEY,
  holder text COLLATE "C" NOT NULL,
  fence bigint NOT NULL,
  until bigint NOT NULL
);
CREATE TABLE ${s}.vault (
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE TABLE ${s}.writers (
  id uuid PRIMARY KEY,
  opened timestamptz NOT NULL DEFAULT now()
);

-- Whether that writer may still write. It holds on to its row to the end, so whoever takes the row away waits for it.
CREATE FUNCTION ${s}.may_write_1(writer_id uuid, patience_ms text) RETURNS boolean ${body(`
BEGIN
  PERFORM set_config('lock_timeout', patience_ms, true);
  PERFORM 1 FROM ${s}.writers w WHERE w.id = writer_id FOR KEY SHARE;
  RETURN FOUND;
END`)};

-- Locks are taken in one order by all: writer, lease, documents by their keys, checkpoint. So no two commits wait for each other.
CREATE FUNCTION ${s}.commit_1(
  writer_id uuid, patience_ms text, lease_name text, lease_fence bigint, reader text, read_to text, collections text[], keys text[], documents text[],
  OUT outcome text, OUT current_fence bigint
) ${body(`
BEGIN
  IF NOT ${s}.may_write_1(writer_id, patience_ms) THEN
    outcome := 'no writer';
    RETURN;
  END IF;
  IF lease_name IS NOT NULL THEN
    SELECT l.fence INTO current_fence FROM ${s}.leases l WHERE l.name = lease_name FOR SHARE;
    current_fence := coalesce(current_fence, 0);
    IF current_fence <> lease_fence THEN
      outcome := 'fenced';
      RETURN;
    END IF;
  END IF;
  -- A key that is removed is written first: that waits for whoever is writing it, where removing what is not there yet would not.
  INSERT INTO ${s}.documents (collection, key, document)
    SELECT w.collection, w.key, coalesce(w.document, 'null')::json
    FROM unnest(collections, keys, documents) AS w (collection, key, document)
    ORDER BY w.collection COLLATE "C", w.key COLLATE "C"
    ON CONFLICT (collection, key) DO UPDATE SET document = excluded.document;
  IF array_position(documents, NULL) IS NOT NULL THEN
    DELETE FROM ${s}.documents d USING unnest(collections, keys, documents) AS w (collection, key, document)
      WHERE w.document IS NULL AND d.collection = w.collection AND d.key = w.key;
  END IF;
  IF read_to IS NOT NULL THEN
    INSERT INTO ${s}.checkpoints (subscriber, position) VALUES (reader, read_to)
      ON CONFLICT (subscriber) DO UPDATE SET position = excluded.position;
  END IF;
  outcome := 'done';
END`)};

-- A lease that another holds is locked all the same, so the row that is answered is the one that was in the way.
CREATE FUNCTION ${s}.acquire_1(patience_ms text, lease_name text, asking text, asked_at bigint, ttl bigint) RETURNS SETOF ${s}.leases ${body(`
BEGIN
  PERFORM set_config('lock_timeout', patience_ms, true);
  INSERT INTO ${s}.leases AS l (name, holder, fence, until) VALUES (lease_name, asking, 1, asked_at + ttl)
    ON CONFLICT (name) DO UPDATE SET
      holder = excluded.holder, until = excluded.until, fence = CASE WHEN l.holder = excluded.holder THEN l.fence ELSE l.fence + 1 END
      WHERE l.holder = excluded.holder OR l.until <= asked_at;
  RETURN QUERY SELECT l.* FROM ${s}.leases l WHERE l.name = lease_name;
END`)};

CREATE FUNCTION ${s}.keep_key_1(writer_id uuid, patience_ms text, of_kind text, of_id text, given text, OUT outcome text, OUT kept text) ${body(`
BEGIN
  IF NOT ${s}.may_write_1(writer_id, patience_ms) THEN
    outcome := 'no writer';
    RETURN;
  END IF;
  LOOP
    INSERT INTO ${s}.vault (kind, id, value) VALUES (of_kind, of_id, given) ON CONFLICT (kind, id) DO NOTHING RETURNING value INTO kept;
    EXIT WHEN FOUND;
    SELECT v.value INTO kept FROM ${s}.vault v WHERE v.kind = of_kind AND v.id = of_id;
    EXIT WHEN FOUND;
  END LOOP;
  outcome := 'done';
END`)};

CREATE FUNCTION ${s}.remove_key_1(writer_id uuid, patience_ms text, of_kind text, of_id text) RETURNS text ${body(`
BEGIN
  IF NOT ${s}.may_write_1(writer_id, patience_ms) THEN
    RETURN 'no writer';
  END IF;
  DELETE FROM ${s}.vault v WHERE v.kind = of_kind AND v.id = of_id;
  RETURN 'done';
END`)};
`

/** In order; the first is version 1. One that was published never changes. `s` is the schema's name, quoted. */
export const migrations: readonly ((s: string) => string)[] = [first]
