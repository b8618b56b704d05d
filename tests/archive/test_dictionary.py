"""The data dictionary says of every public table and column what it is, in both languages."""

from __future__ import annotations

from archive.dictionary import tables
from tests.archive.archives import Archive, select


def test_the_dictionary_knows_exactly_the_tables_and_columns_there_are(archive: Archive) -> None:
    archive.publish()
    sql = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '*_fts*' AND name NOT IN ('form_cells', 'packed_figures')"
    real = {
        row["name"]: [
            column["name"] for column in select(archive.folder.public, f"PRAGMA table_info({row['name']})")
        ]
        for row in select(archive.folder.public, sql)
    }
    assert {table.name: [column.name for column in table.columns] for table in tables().values()} == real


def test_keys_are_those_of_the_database(archive: Archive) -> None:
    archive.publish()
    for table in tables().values():
        columns = select(archive.folder.public, f"PRAGMA table_info({table.name})")
        if table.name == "figures":
            continue  # a view has no key of its own
        keyed = sorted((column["pk"], column["name"]) for column in columns if column["pk"])
        assert list(table.key) == [name for _, name in keyed]


def test_everything_is_described_in_chinese_and_english() -> None:
    for table in tables().values():
        for text in (table.text, *(column.text for column in table.columns)):
            assert text.zh, table
            assert text.en, table


def test_the_contract_names_of_the_public_tables_hold() -> None:
    names = {name: {column.name for column in table.columns} for name, table in tables().items()}
    assert names["requests"] >= {
        "report_id", "row", "natural_person", "business", "research_institution", "public_interest_org",
        "legal_service_org", "other_org", "total",
    }  # fmt: skip
    assert names["changes"] >= {
        "report_id", "from_version", "to_version", "table", "row", "column", "old", "new", "seen_on",
    }  # fmt: skip
    assert names["versions"] >= {
        "report_id",
        "version",
        "sha256",
        "url",
        "first_seen",
        "last_seen",
        "removed_on",
    }
