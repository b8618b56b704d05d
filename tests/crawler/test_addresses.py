from __future__ import annotations

import pytest

from crawler.addresses import ForbiddenAddressError, Territory, identity

ON_THE_PORTAL = [
    "http://www.tengzhou.gov.cn/",
    "https://tengzhou.gov.cn/zwgk/",
    "http://xxgk.tengzhou.gov.cn:8080/a.html",
    "http://WWW.TENGZHOU.GOV.CN/",
]
OFF_THE_PORTAL = [
    "http://www.jining.gov.cn/",
    "http://tengzhou.gov.cn.ckzpt.com/",
    "http://eviltengzhou.gov.cn/",
    "http://www.gov.cn/",
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://localhost/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2130706433/",
    "http://www.tengzhou.gov.cn@127.0.0.1/",
    "http://127.0.0.1\\@www.tengzhou.gov.cn/",
    "file:///etc/passwd",
    "ftp://www.tengzhou.gov.cn/",
    "javascript:void(0)",
    "http:///path",
    "http://www.tengzhou.gov.cn:99999/",
    "http://[broken/",
    "http://www.tengzhou.gov.cn:99999/",
    "http://127.0.0.1%2f.tengzhou.gov.cn/",
    "http://127.0.0.1%23.tengzhou.gov.cn/",
    "http://www.tengzhou.gov.cn/" + "a" * 3000,
]


def test_a_public_portal_reaches_its_domain_and_nothing_else() -> None:
    territory = Territory.of("http://www.tengzhou.gov.cn/")
    assert [url for url in ON_THE_PORTAL if not territory.allows(url)] == []
    assert [url for url in OFF_THE_PORTAL if territory.allows(url)] == []


def test_a_portal_on_loopback_reaches_exactly_its_own_host_and_port() -> None:
    territory = Territory.of("http://127.0.0.1:8000/zwgk/")
    assert territory.allows("http://127.0.0.1:8000/other")
    for url in [
        "http://127.0.0.1:8001/",
        "http://127.0.0.1/",
        "https://127.0.0.1:8000/",
        "http://127.0.0.2:8000/",
        "http://localhost:8000/",
        "http://www.tengzhou.gov.cn/",
    ]:
        assert not territory.allows(url), url


def test_a_portal_on_a_bare_public_address_reaches_only_that() -> None:
    territory = Territory.of("http://61.150.65.235/zfxxgk/")
    assert territory.allows("http://61.150.65.235:8080/")
    assert not territory.allows("http://61.150.65.236/")


@pytest.mark.parametrize(
    "url",
    [
        "http://192.168.1.1/",
        "http://10.0.0.1/",
        "http://169.254.1.1/",
        "ftp://a.gov.cn/",
        "a.gov.cn",
        "http://gov.cn/",
        "http://[::ffff:10.0.0.1]/",  # these wrap an IPv4 address
        "http://[64:ff9b::a00:1]/",
        "http://[2002:a00:1::]/",
        "http://[::10.0.0.1]/",
        "http://[fec0::1]/",
    ],
)
def test_some_addresses_are_no_portal(url: str) -> None:
    with pytest.raises(ForbiddenAddressError, match=r"not a"):
        Territory.of(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.gov.cn/x/t1.html", "https://a.gov.cn/x/t1.html"),
        ("http://a.gov.cn/x/t1_wap.html", "http://a.gov.cn/x/t1.html"),
        ("http://a.gov.cn/x/t1.html?isMobile=true", "http://a.gov.cn/x/t1.html?isMobile=false"),
        ("http://a.gov.cn/art/1.html?xxgkhide=1", "http://a.gov.cn/art/1.html"),
        ("http://a.gov.cn/c/mpost_946.html", "http://a.gov.cn/c/post_946.html"),
        ("http://a.gov.cn//gbmnb/46513.html", "http://a.gov.cn/gbmnb/46513.html"),
        ("http://a.gov.cn/a.do;jsessionid=F0?id=1", "http://a.gov.cn/a.do?id=1"),
        ("http://a.gov.cn:80/nb/index.html", "http://a.gov.cn/nb/#top"),
        ("http://a.gov.cn", "http://a.gov.cn/index.shtml"),
    ],
)
def test_two_addresses_of_one_document(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.cn/nb?year=2022", "http://a.gov.cn/nb?year=2023"),
        ("http://a.gov.cn/ZWGK_1/a.html", "http://a.gov.cn/zwgk_1/a.html"),
        ("http://a.gov.cn:8080/", "http://a.gov.cn/"),
        ("http://a.gov.cn/index.html", "http://a.gov.cn/index_1.html"),
        ("http://b.a.gov.cn/", "http://a.gov.cn/"),
    ],
)
def test_two_documents(one: str, other: str) -> None:
    assert identity(one) != identity(other)
