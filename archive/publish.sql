-- Fills public.db (the schema "main" here) from the working database, attached as "archive".
-- Functions given by archive/publishing.py: organ_id(name, division), report_id(name, division, year),
-- day(text), due(organ, year), level_of(organ, division) and kind_of(organ).

-- What a report can be recognised by is its organ and its year; a reading that lacks one is nobody's report.
CREATE TEMP TABLE parts AS
SELECT r.sha256, organ_id(r.organ, r.division_code) AS organ_id,
  report_id(r.organ, r.division_code, r.year) AS report_id
FROM archive.readings r
WHERE r.outcome = 'report' AND r.organ IS NOT NULL AND r.year IS NOT NULL;
CREATE UNIQUE INDEX temp.parts_sha256 ON parts (sha256);

CREATE TEMP TABLE found AS SELECT * FROM archive.all_documents;
CREATE UNIQUE INDEX temp.found_document ON found (url, sha256);

CREATE TEMP TABLE captured AS
SELECT p.report_id, c.capture_id, c.url, c.sha256, c.run_id, c.first_seen, c.last_seen,
  row_number() OVER (PARTITION BY p.report_id ORDER BY c.first_seen, c.capture_id, c.url) AS version,
  row_number() OVER (PARTITION BY p.report_id, c.url ORDER BY c.capture_id DESC) = 1 AS latest
FROM archive.all_captures c JOIN parts p USING (sha256);
CREATE INDEX temp.captured_report ON captured (report_id, version);

CREATE TEMP TABLE completeness AS
SELECT sha256, count(*) AS cells, sum(status = 'number') AS numbers, sum(status <> 'absent') AS printed,
  sum(doubt IS NOT NULL) AS doubts
FROM archive.figures JOIN parts USING (sha256) GROUP BY sha256;
CREATE UNIQUE INDEX temp.completeness_sha256 ON completeness (sha256);

-- The current version. Of each URL only the latest capture can be it. Among these: the one that prints most cells
-- of its form, then the fewest doubtful ones, then the one first seen in the latest run, then an article page
-- before its attachment, then by URL.
CREATE TEMP TABLE chosen AS
SELECT * FROM (
  SELECT c.*, row_number() OVER (
    PARTITION BY c.report_id
    ORDER BY coalesce(n.printed, 0) DESC, coalesce(n.doubts, 0), c.run_id DESC, d.article_url IS NOT NULL, c.url
  ) AS choice
  FROM captured c
  JOIN found d USING (url, sha256)
  LEFT JOIN completeness n USING (sha256)
  WHERE c.latest
) WHERE choice = 1;
CREATE UNIQUE INDEX temp.chosen_report ON chosen (report_id);
CREATE INDEX temp.chosen_sha256 ON chosen (sha256);

INSERT INTO reports
SELECT c.report_id, p.organ_id, r.organ, r.division_code, r.year, r.form, r.title,
  r.period_start, r.period_end, r.written_on,
  -- as printed; else as the page of the current version says; else as another page of the same report says
  coalesce(r.published_on, day(d.claimed_published_on), (
    SELECT min(coalesce(o.published_on, day(e.claimed_published_on)))
    FROM captured a JOIN found e USING (url, sha256) JOIN archive.readings o USING (sha256)
    WHERE a.report_id = c.report_id
  )),
  r.contact_unit, r.contact_address, r.contact_postcode, r.contact_phone, r.contact_fax, r.contact_email,
  r.contact_website, d.portal, d.url, d.article_url, c.sha256, r.media_type,
  (SELECT count(DISTINCT a.sha256) FROM captured a WHERE a.report_id = c.report_id AND a.latest),
  (SELECT count(*) FROM captured a WHERE a.report_id = c.report_id),
  coalesce(n.cells, 0), coalesce(n.numbers, 0), coalesce(n.doubts, 0),
  0, 0,  -- errors and warnings: counted when the reports have been compared as well
  (SELECT min(a.first_seen) FROM captured a WHERE a.report_id = c.report_id)
FROM chosen c
JOIN parts p USING (sha256)
JOIN archive.readings r USING (sha256)
JOIN found d USING (url, sha256)
LEFT JOIN completeness n USING (sha256)
ORDER BY c.report_id;

INSERT INTO figures
SELECT c.report_id, f."table", f.row, f."column", f.value, f.status, f.raw, f.unit, f.doubt, f.sha256,
  f.page, f.table_number, f.row_number, f.column_number, f.box, NULL
FROM chosen c JOIN archive.figures f USING (sha256) ORDER BY c.report_id, f.number;

INSERT INTO statements
SELECT c.report_id, s.number, s.name, s.value, s.text, s.qualifier, s.unit, s.quote, s.section
FROM chosen c JOIN archive.statements s USING (sha256) ORDER BY c.report_id, s.number;

INSERT INTO sections
SELECT c.report_id, s.position, s.number, s.title, s.text
FROM chosen c JOIN archive.sections s USING (sha256) ORDER BY c.report_id, s.position;

INSERT INTO findings
SELECT c.report_id, f.number, f.rule, f.severity, f.result, f.message, f.message_en, f.expected, f.actual, f.places
FROM chosen c JOIN archive.findings f USING (sha256) ORDER BY c.report_id, f.number;

INSERT INTO organs
SELECT organ_id, organ, division_code, level_of(organ, division_code), kind_of(organ), reports, first_year, last_year
FROM (
  SELECT organ_id, organ, division_code, count(*) OVER same AS reports, min(year) OVER same AS first_year,
    max(year) OVER same AS last_year, row_number() OVER (PARTITION BY organ_id ORDER BY year DESC) AS latest
  FROM reports WINDOW same AS (PARTITION BY organ_id)
) WHERE latest = 1 ORDER BY organ_id;

INSERT INTO documents
SELECT d.url, d.sha256, d.portal, r.media_type, d.bytes, coalesce(d.claimed_title, d.link_text), d.claims, d.article_url,
  d.found_on, d.first_seen, d.last_seen, r.outcome,
  CASE WHEN r.sha256 IS NULL THEN '尚未读取' WHEN p.sha256 IS NULL AND r.outcome = 'report' THEN
    CASE WHEN r.organ IS NULL AND r.year IS NULL THEN '未能确定机关和年度'
      WHEN r.organ IS NULL THEN '未能确定机关' ELSE '未能确定年度' END
    ELSE r.reason END,
  CASE WHEN r.sha256 IS NULL THEN 'not read yet' WHEN p.sha256 IS NULL AND r.outcome = 'report' THEN
    CASE WHEN r.organ IS NULL AND r.year IS NULL THEN 'neither organ nor year could be made out'
      WHEN r.organ IS NULL THEN 'the organ could not be made out' ELSE 'the year could not be made out' END
    ELSE r.reason_en END,
  p.report_id
FROM found d LEFT JOIN archive.readings r USING (sha256) LEFT JOIN parts p USING (sha256)
ORDER BY d.url, d.sha256;

-- A file in a bundle goes with it.
CREATE TEMP TABLE missed AS
SELECT f.url, min(a.gone_at) AS gone_at FROM found f
JOIN archive.absences a ON a.url = substr(f.url, 1, instr(f.url || '#', '#') - 1) GROUP BY f.url;
CREATE UNIQUE INDEX temp.missed_url ON missed (url);

INSERT INTO versions
SELECT c.report_id, c.version, c.sha256, c.url, h.capture_id IS NOT NULL, c.first_seen, c.last_seen,
  substr(a.gone_at, 1, 10)
FROM captured c LEFT JOIN chosen h USING (capture_id, url)
LEFT JOIN missed a ON c.latest AND a.url = c.url
ORDER BY c.report_id, c.version;

CREATE TEMP TABLE removed AS
SELECT c.report_id FROM captured c LEFT JOIN missed a USING (url) WHERE c.latest
GROUP BY c.report_id HAVING count(a.url) = count(*);

CREATE TEMP TABLE steps AS
SELECT * FROM (
  SELECT report_id, version AS to_version, sha256 AS to_sha256, substr(first_seen, 1, 10) AS seen_on,
    lag(version) OVER earlier AS from_version, lag(sha256) OVER earlier AS from_sha256
  FROM captured WINDOW earlier AS (PARTITION BY report_id, url ORDER BY capture_id)
) WHERE from_version IS NOT NULL;

-- A form may change between versions, so cells of either side count.
INSERT INTO changes
SELECT s.report_id, s.from_version, s.to_version, k."table", k.row, k."column",
  coalesce(o.value, o.raw), coalesce(n.value, n.raw), s.seen_on
FROM steps s
JOIN (
  SELECT DISTINCT s.to_version, s.report_id, f."table", f.row, f."column"
  FROM steps s JOIN archive.figures f ON f.sha256 IN (s.from_sha256, s.to_sha256)
) k USING (report_id, to_version)
LEFT JOIN archive.figures o
  ON (o.sha256, o."table", o.row, o."column") = (s.from_sha256, k."table", k.row, k."column")
LEFT JOIN archive.figures n
  ON (n.sha256, n."table", n.row, n."column") = (s.to_sha256, k."table", k.row, k."column")
WHERE o.value IS NOT n.value OR coalesce(o.status, 'absent') <> coalesce(n.status, 'absent')
  OR (n.value IS NULL AND o.raw IS NOT n.raw)
ORDER BY s.report_id, s.to_version, k."table", k.row, k."column";

WITH RECURSIVE years (organ_id, organ, year, last_year) AS (
  SELECT organ_id, organ, first_year, last_year FROM organs
  UNION ALL
  SELECT organ_id, organ, year + 1, last_year FROM years WHERE year < last_year
), dated AS (
  SELECT y.organ_id, y.year, coalesce(r.organ, y.organ) AS organ, due(coalesce(r.organ, y.organ), y.year) AS due,
    r.report_id, r.published_on, r.first_seen,
    CAST(julianday(r.published_on) - julianday(due(coalesce(r.organ, y.organ), y.year)) AS INTEGER) AS days
  FROM years y LEFT JOIN reports r USING (organ_id, year)
)
INSERT INTO register
SELECT organ_id, year, organ, due, published_on, max(days, 0), days > 0, report_id IS NULL,
  report_id IS NOT NULL AND report_id IN (SELECT report_id FROM removed), report_id, first_seen
FROM dated ORDER BY organ_id, year;

INSERT INTO portals
SELECT n.portal, p.title, p.division_code, p.url,
  -- a visit that found nothing changed may not have seen a list it could tell it from
  (SELECT l.platform FROM archive.portal_visits l WHERE l.portal = n.portal AND l.platform IS NOT NULL
    ORDER BY l.run_id DESC LIMIT 1),
  -- that nothing was new on the last visit is no news of the portal's: a snapshot need not be written for it
  CASE v.outcome WHEN 'unchanged' THEN 'ok' ELSE v.outcome END, v.reason,
  coalesce(d.documents, 0), coalesce(r.reports, 0)
FROM (SELECT portal FROM archive.portals UNION SELECT portal FROM archive.portal_visits) n
LEFT JOIN archive.portals p USING (portal)
LEFT JOIN (SELECT portal, count(*) AS documents FROM archive.documents GROUP BY portal) d USING (portal)
LEFT JOIN (SELECT portal, count(*) AS reports FROM reports GROUP BY portal) r USING (portal)
LEFT JOIN archive.portal_visits v ON v.portal = n.portal
  AND v.run_id = (SELECT max(run_id) FROM archive.portal_visits l WHERE l.portal = n.portal)
ORDER BY n.portal;

INSERT INTO runs
SELECT r.run_id, r.command, r.started_at, r.ended_at, count(v.portal), coalesce(sum(v.outcome IN ('ok', 'unchanged')), 0),
  coalesce(sum(v.documents), 0), coalesce(d.documents, 0), r.read, r.unreadable
FROM archive.runs r LEFT JOIN archive.portal_visits v USING (run_id)
LEFT JOIN (SELECT run_id, count(*) AS documents FROM archive.documents GROUP BY run_id) d USING (run_id)
GROUP BY r.run_id ORDER BY r.run_id;
