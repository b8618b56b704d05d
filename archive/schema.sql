-- The data dictionary. Two databases: the archive works in archive.db; public.db is what everybody sees, rebuilt
-- whole by `gongkai publish`. archive/dictionary.py splits this file at the line that begins with "-- ====" and
-- reads the comments: the lines above a table describe it, the one behind a column describes that column,
-- in Chinese | in English.
--
-- Times are UTC, 2026-03-31T08:00:00Z; days are 2026-03-31. A number that was not read is null, never zero.


-- ---------------------------------------------------------------- archive.db: kept, migrated with care

CREATE TABLE IF NOT EXISTS runs (
  run_id INTEGER PRIMARY KEY,
  command TEXT NOT NULL,  -- demo, run, crawl, or scrapy when started without us
  started_at TEXT NOT NULL,
  ended_at TEXT,          -- null while it runs, or when it was killed
  read INTEGER,           -- files read in this run
  unreadable INTEGER,     -- of these
  trouble TEXT            -- what ended the crawl early, 中文 | English
);

CREATE TABLE IF NOT EXISTS portals (
  portal TEXT PRIMARY KEY,  -- name in the catalogue
  title TEXT NOT NULL,
  division_code TEXT,
  url TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS portal_visits (
  run_id INTEGER NOT NULL REFERENCES runs,
  portal TEXT NOT NULL,
  outcome TEXT NOT NULL,  -- ok, unchanged, blocked, unreachable, unrecognised, silent, partial
  reason TEXT,
  documents INTEGER NOT NULL,
  refused INTEGER NOT NULL,  -- look-alikes seen and not taken
  requests INTEGER NOT NULL,
  platform TEXT,
  started_at TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  thorough INTEGER NOT NULL DEFAULT 1,  -- 0: it looked only at the lists known
  complete INTEGER NOT NULL DEFAULT 0,  -- 1: what was lost, if anything, is gone or forbidden
  PRIMARY KEY (run_id, portal)
);

-- Lists of reports walked to their ends, so that a later run can begin with them.
CREATE TABLE IF NOT EXISTS lists (
  portal TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT,            -- of the link that led there
  rows INTEGER,          -- reports and lists in it; null: a page beneath a list that led nowhere
  etag TEXT,
  last_modified TEXT,
  walked_at TEXT NOT NULL,
  PRIMARY KEY (portal, url)
);

-- Every request that left us: what was asked and why, and what came of it.
CREATE TABLE IF NOT EXISTS fetches (
  fetch_id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  portal TEXT NOT NULL,
  url TEXT NOT NULL,
  method TEXT NOT NULL,
  why TEXT NOT NULL,      -- start, way, column, branch, article, robots.txt
  status INTEGER,         -- this and the next three: null when there was no answer
  headers TEXT,           -- a JSON object
  sha256 TEXT,            -- of the body as it came over the wire, perhaps compressed
  bytes INTEGER,
  fetched_at TEXT NOT NULL,
  failure TEXT,           -- why there was no answer
  warc TEXT,              -- the file in warc/ that holds request and answer
  warc_offset INTEGER     -- where in it the answer's record begins; the request's follows
);

-- One row per URL and content. The file itself is files/<sha256[:2]>/<sha256[2:]>.
CREATE TABLE IF NOT EXISTS documents (
  url TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  portal TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  content_type TEXT,       -- as declared
  found_on TEXT,
  link_text TEXT,
  article_url TEXT,        -- for an attachment: the article page it hangs on
  claimed_title TEXT,      -- what the page said about the document, as printed there
  claimed_published_on TEXT,
  claimed_source TEXT,
  claimed_site_id TEXT,
  etag TEXT,
  last_modified TEXT,
  run_id INTEGER NOT NULL REFERENCES runs,  -- that first fetched it
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  year INTEGER,            -- its report's, as far as a title names it
  files TEXT,              -- addresses of the files that hang on it, a JSON list
  claims TEXT,             -- all that the page said about the document, a JSON object
  PRIMARY KEY (url, sha256)
);
CREATE INDEX IF NOT EXISTS documents_sha256 ON documents (sha256);

-- A stretch of time during which a URL served the same bytes: what goes A, B, A has three.
CREATE TABLE IF NOT EXISTS captures (
  capture_id INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  run_id INTEGER NOT NULL REFERENCES runs,  -- that first fetched it
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  FOREIGN KEY (url, sha256) REFERENCES documents
);
CREATE INDEX IF NOT EXISTS captures_url ON captures (url, capture_id);

-- Addresses of documents that a portal answered with "not found", until they are there again.
CREATE TABLE IF NOT EXISTS absences (
  url TEXT PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,  -- that found it gone
  gone_at TEXT NOT NULL
);


-- ---------------------------------------------------------------- archive.db: derived from the kept files,
-- rebuilt by `gongkai read --all`; everything about one file is replaced in one transaction

CREATE TABLE IF NOT EXISTS readings (
  sha256 TEXT PRIMARY KEY,
  stale INTEGER NOT NULL DEFAULT 0,  -- 1: to be read again
  outcome TEXT NOT NULL,  -- report, not_a_report, unreadable
  reason TEXT,
  reason_en TEXT,
  media_type TEXT,
  title TEXT,
  organ TEXT,
  division_code TEXT,
  year INTEGER,
  form TEXT,
  period_start TEXT,
  period_end TEXT,
  written_on TEXT,
  published_on TEXT,
  contact_unit TEXT,
  contact_address TEXT,
  contact_postcode TEXT,
  contact_phone TEXT,
  contact_fax TEXT,
  contact_email TEXT,
  contact_website TEXT
);

-- What a bundle of files holds; each file is kept under its own hash, like one that was fetched.
CREATE TABLE IF NOT EXISTS members (
  bundle TEXT NOT NULL REFERENCES readings ON DELETE CASCADE,  -- its hash
  name TEXT NOT NULL,      -- path in the bundle
  fragment TEXT NOT NULL,  -- the same as the end of an address: the bundle's URL, #, this
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (bundle, name)
) WITHOUT ROWID;

-- Everything to read: what was fetched, and what was in it. A bundle's page says nothing of one file in it.
CREATE VIEW IF NOT EXISTS all_documents AS
SELECT url, sha256, portal, bytes, content_type, found_on, link_text, article_url, claimed_title,
  claimed_published_on, claims, first_seen, last_seen
FROM documents
UNION ALL
SELECT d.url || '#' || m.fragment, m.sha256, min(d.portal), m.bytes, NULL, d.url, m.name, min(d.article_url), NULL,
  min(d.claimed_published_on), NULL, min(d.first_seen), max(d.last_seen)
FROM documents d JOIN members m ON m.bundle = d.sha256 GROUP BY d.url, m.fragment, m.sha256;

-- A file in a bundle is there as long as bundles with it are: those that follow each other make one stretch.
CREATE VIEW IF NOT EXISTS all_captures AS
SELECT capture_id, url, sha256, run_id, first_seen, last_seen FROM captures
UNION ALL
SELECT min(capture_id), url, sha256, min(run_id), min(first_seen), max(last_seen) FROM (
  SELECT *, sum(changed) OVER (PARTITION BY url ORDER BY capture_id) AS stretch FROM (
    SELECT c.capture_id, c.url || '#' || m.fragment AS url, m.sha256, c.run_id, c.first_seen, c.last_seen,
      m.sha256 IS NOT lag(m.sha256) OVER (PARTITION BY c.url, m.fragment ORDER BY c.capture_id) AS changed
    FROM captures c JOIN members m ON m.bundle = c.sha256
  )
) GROUP BY url, stretch, sha256;

CREATE TABLE IF NOT EXISTS figures (
  sha256 TEXT NOT NULL REFERENCES readings ON DELETE CASCADE,
  number INTEGER NOT NULL,  -- order in the form
  "table" TEXT NOT NULL,
  row TEXT NOT NULL,
  "column" TEXT NOT NULL,
  value NUMERIC,
  status TEXT NOT NULL,
  raw TEXT,
  unit TEXT,
  doubt TEXT,
  page INTEGER,
  table_number INTEGER,
  row_number INTEGER,
  column_number INTEGER,
  box TEXT,
  PRIMARY KEY (sha256, "table", row, "column")
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS statements (
  sha256 TEXT NOT NULL REFERENCES readings ON DELETE CASCADE,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  value NUMERIC,
  text TEXT,
  qualifier TEXT,
  unit TEXT,
  quote TEXT NOT NULL,
  section INTEGER,
  PRIMARY KEY (sha256, number)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sections (
  sha256 TEXT NOT NULL REFERENCES readings ON DELETE CASCADE,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (sha256, position)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS findings (
  sha256 TEXT NOT NULL REFERENCES readings ON DELETE CASCADE,
  number INTEGER NOT NULL,
  rule TEXT NOT NULL,
  severity TEXT NOT NULL,
  result TEXT NOT NULL,
  message TEXT NOT NULL,
  message_en TEXT NOT NULL,
  expected,
  actual,
  places TEXT NOT NULL,
  PRIMARY KEY (sha256, number)
) WITHOUT ROWID;


-- ================================================================ public.db

-- 年报，每个机关每年一行，取现行版本 | Annual reports, one row per organ and year: the current version
CREATE TABLE reports (
  report_id TEXT PRIMARY KEY,  -- 报告编号，由机关编号和年份组成，重建后不变 | organ_id and year; stable over rebuilds
  organ_id TEXT NOT NULL REFERENCES organs (organ_id),  -- 机关编号 | the organ
  organ TEXT NOT NULL,  -- 机关名称，按报告所印 | name of the organ, as the report prints it
  division_code TEXT,  -- 行政区划代码（GB/T 2260） | administrative division, GB/T 2260
  year INTEGER NOT NULL,  -- 报告年度 | the year reported on
  form TEXT NOT NULL,  -- 所用格式：2021、2019、2014、2008、mixed、local | official form used
  title TEXT,  -- 标题 | title as printed
  period_start TEXT,  -- 统计期限起 | first day the figures cover
  period_end TEXT,  -- 统计期限止 | last day the figures cover
  written_on TEXT,  -- 成文日期 | day of writing, as printed
  published_on TEXT,  -- 发布日期：文件所印，否则取网页标注 | day of publication: as printed, else as its page says
  contact_unit TEXT,  -- 联系部门 | whom to ask
  contact_address TEXT,  -- 联系地址 | address
  contact_postcode TEXT,  -- 邮政编码 | postcode
  contact_phone TEXT,  -- 联系电话 | telephone
  contact_fax TEXT,  -- 传真 | fax
  contact_email TEXT,  -- 电子邮箱 | e-mail
  contact_website TEXT,  -- 网站 | website
  portal TEXT NOT NULL,  -- 来源网站 | portal it was found on
  source_url TEXT NOT NULL,  -- 原文网址 | where the current version was fetched
  article_url TEXT,  -- 附件所在的文章网址 | for an attachment: the article page it hangs on
  sha256 TEXT NOT NULL,  -- 所存原件的 SHA-256 | hash of the kept file of the current version
  media_type TEXT,  -- 原件类型 | type of that file, from its bytes
  files INTEGER NOT NULL,  -- 同一报告的文件数 | files that are part of this report
  versions INTEGER NOT NULL,  -- 版本数 | rows in versions
  cells INTEGER NOT NULL,  -- 格式规定的单元格数 | cells of its form
  numbers INTEGER NOT NULL,  -- 其中读出数字的 | cells with a number
  doubts INTEGER NOT NULL,  -- 其中存疑的 | cells whose value is doubtful
  errors INTEGER NOT NULL,  -- 核对发现的错误数 | failed checks of severity error
  warnings INTEGER NOT NULL,  -- 核对发现的警告数 | failed checks of severity warn
  first_seen TEXT NOT NULL  -- 本报告首次发现时间 | when any file of the report was first fetched
);
CREATE INDEX reports_organ ON reports (organ_id, year);
CREATE INDEX reports_year ON reports (year);
CREATE INDEX reports_division ON reports (division_code);

-- 主动公开政府信息情况，每份报告每表行一行 | Table 1, proactive disclosure: one row per report and form row
CREATE TABLE proactive_disclosure (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  row TEXT NOT NULL,  -- 表行 | row of the form
  issued NUMERIC,  -- 本年制发件数 | issued this year (form 2021)
  repealed NUMERIC,  -- 本年废止件数 | repealed this year (form 2021)
  in_force NUMERIC,  -- 现行有效件数 | in force (form 2021)
  decisions NUMERIC,  -- 本年处理决定数量 | decisions this year
  amount_wan_yuan NUMERIC,  -- 本年收费金额（万元） | fees charged, 10,000 yuan (form 2021)
  created NUMERIC,  -- 本年新制作数量 | newly made (form 2019)
  newly_disclosed NUMERIC,  -- 本年新公开数量 | newly disclosed (form 2019)
  total_disclosed NUMERIC,  -- 对外公开总数量 | disclosed in all (form 2019)
  items_prior_year NUMERIC,  -- 上一年项目数量 | items the year before (form 2019)
  items_change NUMERIC,  -- 本年增/减 | change this year (form 2019)
  project_count NUMERIC,  -- 采购项目数量 | procurement projects (form 2019)
  total_amount NUMERIC,  -- 采购总金额，单位见 total_amount_unit | amount of procurement (form 2019)
  total_amount_unit TEXT,  -- 采购总金额所印单位，未印为空 | its unit as printed; null where none is printed
  PRIMARY KEY (report_id, row)
) WITHOUT ROWID;

-- 收到和处理政府信息公开申请情况，每份报告每表行一行 | Table 2, requests: one row per report and form row
CREATE TABLE requests (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  row TEXT NOT NULL,  -- 表行 | row of the form
  natural_person NUMERIC,  -- 自然人 | natural persons
  business NUMERIC,  -- 商业企业 | businesses
  research_institution NUMERIC,  -- 科研机构 | research institutions
  public_interest_org NUMERIC,  -- 社会公益组织 | public-interest organisations
  legal_service_org NUMERIC,  -- 法律服务机构 | legal service organisations
  other_org NUMERIC,  -- 其他 | other organisations
  total NUMERIC,  -- 总计 | total, as printed
  PRIMARY KEY (report_id, row)
) WITHOUT ROWID;

-- 行政复议、行政诉讼情况 | Table 3, reconsideration and litigation: three rows a report
CREATE TABLE reconsideration_litigation (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  row TEXT NOT NULL,  -- 行政复议、未经复议直接起诉、复议后起诉 | kind of case
  upheld NUMERIC,  -- 结果维持 | upheld
  corrected NUMERIC,  -- 结果纠正 | corrected
  other NUMERIC,  -- 其他结果 | other result
  pending NUMERIC,  -- 尚未审结 | still pending
  total NUMERIC,  -- 总计 | total, as printed
  PRIMARY KEY (report_id, row)
) WITHOUT ROWID;

-- 2018 年度及以前的统计表 | Statistics of the forms before 2019
CREATE TABLE statistics (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  "table" TEXT NOT NULL,  -- 统计表 | statistics_2014 or statistics_2008
  row TEXT NOT NULL,  -- 统计指标 | indicator
  value NUMERIC,  -- 统计数 | its number
  unit TEXT,  -- 单位 | its unit
  PRIMARY KEY (report_id, "table", row)
) WITHOUT ROWID;

-- 每个单元格及其出处 | Every cell of every report, and where it was read: file, page, table, row, column
CREATE TABLE figures (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  "table" TEXT NOT NULL,  -- 表 | table of the form
  row TEXT NOT NULL,  -- 表行 | row of the form
  "column" TEXT NOT NULL,  -- 表列 | column of the form
  value NUMERIC,  -- 数值；未读出为空，空不是零 | the number; null unless status is number, and null is not zero
  status TEXT NOT NULL,  -- 单元格状态 | number, blank, not_applicable, unparsed, absent
  raw TEXT,  -- 原文所印 | as printed
  unit TEXT,  -- 单位 | unit
  doubt TEXT,  -- 存疑原因 | why the value should not be trusted yet
  sha256 TEXT NOT NULL,  -- 所存原件的 SHA-256 | hash of the kept file it was read from
  page INTEGER,  -- 页码 | page, from 1; null where the format has none
  table_number INTEGER,  -- 文中第几个表 | number of the table in the file, from 1
  row_number INTEGER,  -- 表中第几行 | row in that table, from 1
  column_number INTEGER,  -- 表中第几列 | column in that table, from 1
  box TEXT,  -- 页面坐标（左、上、右、下，磅） | left, top, right, bottom in points, as JSON; PDF only
  correction TEXT,  -- 人工更正（JSON）：原读数、状态、理由、依据 | corrected by hand: what was read, its status, why, on what evidence; JSON
  PRIMARY KEY (report_id, "table", row, "column")
);  -- while publishing; then packed, with a view of this name and these columns (archive/packing.py)

-- 正文中的陈述 | Claims of the prose, with the words they were read from
CREATE TABLE statements (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  number INTEGER NOT NULL,  -- 序号 | order in the report
  name TEXT NOT NULL,  -- 指标 | what is claimed
  value NUMERIC,  -- 数值 | the number claimed; null for a list item
  text TEXT,  -- 列表项（问题、改进措施）原文 | item of a list (problems, improvements)
  qualifier TEXT,  -- 约数 approx、至少 at_least | approx, at_least
  unit TEXT,  -- 单位 | unit
  quote TEXT NOT NULL,  -- 原文 | exact words
  section INTEGER,  -- 所在章节 | section it stands in
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE INDEX statements_name ON statements (name);

-- 报告正文各章节 | The prose, section by section
CREATE TABLE sections (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  position INTEGER NOT NULL,  -- 文中次序 | order in the report
  number INTEGER NOT NULL,  -- 章节号（一至六） | section number, 1 to 6
  title TEXT NOT NULL,  -- 章节标题 | heading
  text TEXT NOT NULL,  -- 正文，不含表格 | prose without the tables
  PRIMARY KEY (report_id, position)
);

-- 核对结果：未通过或无法核对的项目 | Checks that failed or could not be evaluated
CREATE TABLE findings (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  number INTEGER NOT NULL,  -- 序号 | order in the report
  rule TEXT NOT NULL,  -- 规则 | the rule
  severity TEXT NOT NULL,  -- 严重程度 | error, warn, info
  result TEXT NOT NULL,  -- 结果 | fail, not_evaluable
  message TEXT NOT NULL,  -- 说明（中文） | what is wrong, in Chinese
  message_en TEXT NOT NULL,  -- 说明（英文） | what is wrong, in English
  expected,  -- 应为 | what was expected
  actual,  -- 实为 | what was found
  places TEXT NOT NULL,  -- 涉及的单元格（JSON） | the cells concerned, as JSON
  PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
CREATE INDEX findings_rule ON findings (rule);

-- 机关 | Organs whose reports were found
CREATE TABLE organs (
  organ_id TEXT PRIMARY KEY,  -- 机关编号，重建后不变 | division code and a hash of the name; stable over rebuilds
  organ TEXT NOT NULL,  -- 机关名称 | name, from its latest report
  division_code TEXT,  -- 行政区划代码（GB/T 2260） | administrative division, GB/T 2260
  level TEXT,  -- 层级：province 省、prefecture 市、county 县、township 乡 | level: province, prefecture, county, township
  kind TEXT,  -- 类别：政府、部门、乡镇街道、事业单位、企业 | kind: government, department, township, institution, enterprise
  reports INTEGER NOT NULL,  -- 报告数 | reports found
  first_year INTEGER NOT NULL,  -- 最早年度 | earliest year
  last_year INTEGER NOT NULL  -- 最近年度 | latest year
);

-- 抓取的文件，每个网址每种内容一行 | Fetched files, one row per URL and content
CREATE TABLE documents (
  url TEXT NOT NULL,  -- 网址 | where it was fetched
  sha256 TEXT NOT NULL,  -- 内容的 SHA-256 | hash of the content
  portal TEXT NOT NULL,  -- 来源网站 | portal it was found on
  media_type TEXT,  -- 类型 | what it really is, from its bytes
  bytes INTEGER NOT NULL,  -- 字节数 | size
  title TEXT,  -- 网页标注的标题 | title its page or link gives
  claims TEXT,  -- 网页标注的索引号、日期、来源等（JSON） | what its page says: index number, dates, source, site code; JSON
  article_url TEXT,  -- 附件所在的文章网址 | for an attachment: the article page it hangs on
  found_on TEXT,  -- 链接所在的网页 | the page that linked to it
  first_seen TEXT NOT NULL,  -- 首次抓取 | first fetched
  last_seen TEXT NOT NULL,  -- 最近一次抓取 | last fetched
  outcome TEXT,  -- 读取结果 | report, not_a_report, unreadable; null: not read yet
  reason TEXT,  -- 原因（中文） | why it is no report in this database, in Chinese
  reason_en TEXT,  -- 原因（英文） | the same in English
  report_id TEXT REFERENCES reports (report_id),  -- 所属报告 | the report it is part of
  PRIMARY KEY (url, sha256)
);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_report ON documents (report_id);

-- 版本：报告的每个网址每次内容变化一行 | Versions: one row each time a URL of the report showed other content
CREATE TABLE versions (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  version INTEGER NOT NULL,  -- 版本号，按首次发现的先后 | from 1, in the order they were first seen
  sha256 TEXT NOT NULL,  -- 内容的 SHA-256 | hash of the content
  url TEXT NOT NULL,  -- 网址 | where it was fetched
  current INTEGER NOT NULL,  -- 是否现行版本 | 1 for the version in reports
  first_seen TEXT NOT NULL,  -- 首次抓取 | first fetched
  last_seen TEXT NOT NULL,  -- 最近一次抓取 | last fetched
  removed_on TEXT,  -- 撤下日期 | day it was found to be gone from the portal
  PRIMARY KEY (report_id, version)
) WITHOUT ROWID;

-- 同一网址前后版本之间逐格变化 | Changes, cell by cell, between successive versions at the same URL
CREATE TABLE changes (
  report_id TEXT NOT NULL REFERENCES reports (report_id),  -- 报告编号 | the report
  from_version INTEGER NOT NULL,  -- 原版本 | the earlier version
  to_version INTEGER NOT NULL,  -- 新版本 | the later version
  "table" TEXT NOT NULL,  -- 表 | table of the form
  row TEXT NOT NULL,  -- 表行 | row
  "column" TEXT NOT NULL,  -- 表列 | column
  old,  -- 原值：数值，否则原文；空为未印 | the number, else what was printed; null if nothing
  new,  -- 新值 | likewise
  seen_on TEXT NOT NULL,  -- 发现日期 | day the later version was first seen
  PRIMARY KEY (report_id, to_version, "table", row, "column")
) WITHOUT ROWID;

-- 名册：机关 × 年度 | Register: each organ and each year between its first and its last report
CREATE TABLE register (
  organ_id TEXT NOT NULL REFERENCES organs (organ_id),  -- 机关编号 | the organ
  year INTEGER NOT NULL,  -- 报告年度 | the year reported on
  organ TEXT NOT NULL,  -- 机关名称 | name of the organ
  due TEXT NOT NULL,  -- 应发布日期 | day it was due: 31 January for departments, 31 March for governments
  published_on TEXT,  -- 发布日期 | day of publication, where known
  late_days INTEGER,  -- 逾期天数，未逾期为 0，不详为空 | days late, 0 if in time, null if unknown
  late INTEGER,  -- 是否逾期 | 1 late, 0 in time, null if unknown
  missing INTEGER NOT NULL,  -- 是否未见 | 1: no report of this year was found
  removed INTEGER NOT NULL,  -- 是否已撤下 | 1: found once, gone since
  report_id TEXT REFERENCES reports (report_id),  -- 报告编号 | the report
  first_seen TEXT,  -- 首次发现 | when it was first found
  PRIMARY KEY (organ_id, year)
) WITHOUT ROWID;

-- 抓取的网站 | Portals visited, with the outcome of the last visit
CREATE TABLE portals (
  portal TEXT PRIMARY KEY,  -- 名称 | name in the catalogue
  title TEXT,  -- 网站名称 | title
  division_code TEXT,  -- 行政区划代码 | administrative division
  url TEXT,  -- 网址 | address
  platform TEXT,  -- 发布系统 | publishing system it runs on
  outcome TEXT,  -- 最近一次访问结果 | outcome of the last visit
  reason TEXT,  -- 原因 | why it was not ok
  documents INTEGER NOT NULL,  -- 文件数 | files kept from it
  reports INTEGER NOT NULL  -- 报告数 | reports found on it
);

-- 运行记录 | Runs
CREATE TABLE runs (
  run_id INTEGER PRIMARY KEY,  -- 序号 | number
  command TEXT NOT NULL,  -- 命令 | command
  started_at TEXT NOT NULL,  -- 开始 | start
  ended_at TEXT,  -- 结束，空为未完成 | end; null if it did not finish
  portals INTEGER NOT NULL,  -- 访问网站数 | portals visited
  portals_ok INTEGER NOT NULL,  -- 其中正常 | of these, without trouble
  documents INTEGER NOT NULL,  -- 抓取文件数 | documents handed over
  new_documents INTEGER NOT NULL,  -- 其中新的 | of these, new
  read INTEGER,  -- 读取文件数 | files read
  unreadable INTEGER  -- 其中无法读取 | of these, unreadable
);

-- The last table, reports_wide, is not written out here: one row a report, one column for each cell of the forms
-- in use (2021 and 2019), named row_column, for instance requests_received_total. archive/wide.py makes it from
-- the forms as declared in extractors/forms.
