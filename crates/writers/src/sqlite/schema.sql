CREATE TABLE about (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,        -- its place in the run, from 1
  name TEXT NOT NULL UNIQUE,     -- the id of the document: its path
  title TEXT,
  date TEXT,                     -- ISO 8601
  author TEXT,                   -- several are joined by "; "
  language TEXT,                 -- BCP 47
  source TEXT,                   -- who published it
  words INTEGER,                 -- words and numbers in it; null if nobody cut it into tokens
  other TEXT,                    -- JSON: whatever else was said of it
  text TEXT NOT NULL
);

CREATE TABLE layer (
  name TEXT PRIMARY KEY,         -- what it is called in the pipeline
  table_name TEXT NOT NULL,      -- the table that has its rows
  version INTEGER NOT NULL,
  documents INTEGER NOT NULL,    -- how many documents have the layer, with rows or without
  row_count INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE block (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,           -- its place in the document's layer, from 0
  start INTEGER NOT NULL,        -- offsets in code points: substr(document.text, start + 1, end - start)
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,            -- title heading byline dateline paragraph quote list-item table caption credit
  alt TEXT,                      -- of a caption: what the page says of the picture
  address TEXT,
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE token (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,            -- word number punctuation symbol
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE sentence (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE mention (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,            -- person organisation place group other
  form TEXT NOT NULL,            -- name nominal pronoun
  actor_id INTEGER,              -- the row of actor in the same document
  actor_key TEXT,
  score REAL NOT NULL,           -- how sure the finding is, 0 to 1
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE actor (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,        -- its first mention
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  key TEXT,                      -- the same in every document: country:IQ, person:amina-diallo
  name TEXT NOT NULL,
  kind TEXT NOT NULL,            -- person organisation place group other
  mentions INTEGER,              -- how many of the document's mentions mean it
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE attribution (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,        -- from the first of source, cue and content to the last
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,            -- direct indirect mixed belief
  source TEXT,                   -- who says it, as the text puts it
  source_start INTEGER,
  source_end INTEGER,
  holder_id INTEGER,             -- the row of mention in the source
  holder TEXT,                   -- its actor's name, or its own words
  holder_key TEXT,               -- its actor's key
  cue TEXT,                      -- said, according to
  cue_start INTEGER,
  cue_end INTEGER,
  content TEXT NOT NULL,         -- what is said; parts that stand apart are joined by " … "
  content_start INTEGER NOT NULL,
  content_end INTEGER NOT NULL,
  parts TEXT,                    -- JSON: the spans of source, cue and content, where one of them stands in parts
  parent_id INTEGER,             -- the row of attribution in whose content it stands
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE stance (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,        -- the evidence
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  holder_kind TEXT NOT NULL,     -- author mention unknown
  holder_id INTEGER,             -- the row of mention
  holder TEXT,                   -- its actor's name, or its own words
  holder_key TEXT,               -- its actor's key
  target_id INTEGER NOT NULL,
  target TEXT,
  target_key TEXT,
  polarity TEXT NOT NULL,        -- support oppose neutral
  strength REAL NOT NULL,        -- 0 to 1
  signed REAL NOT NULL,          -- strength, below zero for oppose, zero for neutral
  attribution_id INTEGER,        -- the row of attribution in which it stands
  negated INTEGER NOT NULL,      -- 1 if a negation turned it round
  hypothetical INTEGER NOT NULL, -- 1 if it is only possible, wished or feared
  score REAL NOT NULL,           -- how sure the finding is, 0 to 1
  rule TEXT NOT NULL,            -- what found it
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE quantity (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  amount TEXT NOT NULL,          -- exact range at_least at_most order_of_magnitude
  low REAL,                      -- null: without lower bound
  high REAL,                     -- null: without upper bound
  value TEXT NOT NULL,           -- its decimal digits, exactly; of a range "10..15"
  approximate INTEGER NOT NULL,  -- 1 if the text says so: about, nearly
  unit_kind TEXT,                -- money percent measure count
  unit TEXT,                     -- USD, %, km, refugee
  of TEXT,                       -- what is measured
  of_start INTEGER,
  of_end INTEGER,
  change_direction TEXT,         -- up down
  change_role TEXT,              -- by from to
  time_id INTEGER,               -- the row of time at which it holds
  time TEXT,                     -- its value, or its words where it has none
  attribution_id INTEGER,        -- the row of attribution whose claim it is
  readings TEXT,                 -- JSON: other ways to read it
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE time (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL,            -- date time duration set
  value TEXT,                    -- TIMEX3: 2024-03-05, P17Y
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

CREATE TABLE image (
  document_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  start INTEGER NOT NULL,        -- the caption
  end INTEGER NOT NULL,
  text TEXT NOT NULL,
  credit TEXT,
  credit_start INTEGER,
  credit_end INTEGER,
  alt TEXT,
  address TEXT,
  PRIMARY KEY (document_id, id)
) WITHOUT ROWID;

-- Layers that this program does not know and that have no table of their own.
CREATE TABLE other_layer (
  document_id INTEGER NOT NULL,
  layer TEXT NOT NULL,           -- what it is called in the pipeline
  id INTEGER NOT NULL,
  start INTEGER,                 -- null: the row has no usable span
  end INTEGER,
  text TEXT,
  data TEXT NOT NULL,            -- JSON: the whole row
  PRIMARY KEY (document_id, layer, id)
) WITHOUT ROWID;

-- Who is named, over all documents.
CREATE VIEW actor_total AS
SELECT key, min(name) AS name, min(kind) AS kind, count(DISTINCT document_id) AS documents, sum(mentions) AS mentions
FROM actor
GROUP BY key, iif(key IS NULL, name, NULL), iif(key IS NULL, kind, NULL);

-- Who stands where toward whom, over all documents.
CREATE VIEW stance_edge AS
SELECT
  holder_kind,
  holder_key,
  min(holder) AS holder,
  target_key,
  min(target) AS target,
  count(DISTINCT document_id) AS documents,
  count(*) AS stances,
  sum(polarity = 'support') AS support,
  sum(polarity = 'oppose') AS oppose,
  sum(polarity = 'neutral') AS neutral,
  sum(hypothetical) AS hypothetical,
  avg(signed) AS mean
FROM stance
GROUP BY holder_kind, holder_key, iif(holder_key IS NULL, holder, NULL),
  target_key, iif(target_key IS NULL, target, NULL);

-- Who says what.
CREATE VIEW quote AS
SELECT
  d.id AS document_id, a.id AS attribution_id, d.name AS document, d.date, d.title,
  coalesce(a.holder, a.source) AS speaker, a.holder_key AS speaker_key, a.kind, a.cue, a.content
FROM attribution a JOIN document d ON d.id = a.document_id;

-- With which figures, and who gives them.
CREATE VIEW figure AS
SELECT
  d.id AS document_id, q.id AS quantity_id, d.name AS document, d.date, d.title,
  q.text, q.amount, q.low, q.high, q.value, q.approximate, q.unit_kind, q.unit, q.of,
  q.change_direction, q.change_role, q.time, coalesce(a.holder, a.source) AS speaker, a.holder_key AS speaker_key
FROM quantity q JOIN document d ON d.id = q.document_id
LEFT JOIN attribution a ON a.document_id = q.document_id AND a.id = q.attribution_id;
