"""Which addresses are public, and how they may not be written."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.pages.addresses import is_public, literal
from agent.pages.errors import PageError, Trouble
from agent.pages.guard import checked
from agent.pages.resolver import FictionalResolver, Place, nowhere

PRIVATE = [
    "0.0.0.0",  # noqa: S104 - nothing is bound to it "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.1.2.3",
    "169.254.169.254",
    "169.254.0.1",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.1.254",
    "198.18.0.1",
    "198.19.255.254",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
]
DISGUISED = [
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0x7f.1",
    "10.1",
    "127.0.0.1.",
    "0",
    "00.0.0.0",
    "127.0.0.0x1",
    "foo.1",
    "foo.0x10",
    "192.168.257",
    "1.2.3.4.5",
    "127.0.0.01",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_it_is_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_it_is_public(address: str):
    assert is_public(address)


@pytest.mark.parametrize("host", DISGUISED)
async def test_an_address_in_disguise_is_refused_before_anybody_is_asked(host: str):
    with pytest.raises(PageError) as caught:
        await checked(f"http://{host}/", FictionalResolver(nowhere))
    assert caught.value.kind is Trouble.PRIVATE


@pytest.mark.parametrize("host", ["①②⑦.⓪.⓪.①", "127。0。0。1", "１２７.0.0.1"])
async def test_digits_of_other_scripts_are_digits(host: str):
    with pytest.raises(PageError) as caught:
        await checked(f"http://{host}/", FictionalResolver(nowhere))
    assert caught.value.kind in {Trouble.PRIVATE, Trouble.BAD_ADDRESS}


def test_names_are_no_addresses():
    assert literal("acme.example") is None
    assert literal("1and1.example") is None
    assert literal("8.8.8.8") == "8.8.8.8"
    assert literal("[::1]") == "::1"


@given(st.ip_addresses())
def test_whatever_is_public_is_global_and_ordinary(address: ipaddress.IPv4Address | ipaddress.IPv6Address):
    if is_public(str(address)):
        assert address.is_global
        assert not address.is_multicast
        assert not address.is_loopback


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_changes_nothing(address: ipaddress.IPv4Address):
    mapped = ipaddress.IPv6Address((0xFFFF << 32) + int(address))
    relayed = ipaddress.IPv6Address((0x2002 << 112) + (int(address) << 80))
    assert is_public(str(mapped)) == is_public(str(relayed)) == is_public(str(address))


class Changing:
    """A name that answers otherwise each time, as in DNS rebinding."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)

    async def resolve(self, _host: str, port: int) -> tuple[Place, ...]:
        return tuple(Place(address, port) for address in self.answers.pop(0))


async def test_a_host_is_asked_once_and_what_was_checked_is_connected_to():
    resolver = Changing(("8.8.8.8",), ("127.0.0.1",))
    target = await checked("https://acme.example/a?b=1", resolver)
    assert target.place == Place("8.8.8.8", 443)
    assert (target.host, target.path) == ("acme.example", "/a?b=1")
    assert len(resolver.answers) == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "::1", "169.254.169.254", "::ffff:192.168.0.1"])
async def test_one_private_answer_among_public_ones_refuses_the_host(address: str):
    with pytest.raises(PageError) as caught:
        await checked("https://acme.example/", Changing(("8.8.8.8", address)))
    assert caught.value.kind is Trouble.PRIVATE


async def test_the_table_of_fictional_hosts_opens_nothing_else():
    def everything(_host: str) -> tuple[str, int]:
        return "127.0.0.1", 5432

    opened = FictionalResolver(everything)
    assert (await checked("http://acme.example/", opened)).place == Place("127.0.0.1", 5432, fictional=True)
    for url in ("http://localhost/", "http://acme.com/", "http://example/", "http://acme.example.com/"):
        with pytest.raises(PageError) as caught:
            await checked(url, opened)
        assert caught.value.kind is Trouble.UNKNOWN_HOST
    for url in ("http://127.0.0.1/", "http://[::1]/", "http://0x7f.1/", "http://169.254.169.254/"):
        with pytest.raises(PageError) as caught:
            await checked(url, opened)
        assert caught.value.kind is Trouble.PRIVATE
    for url in (
        "http://acme.example:8080/",
        "ftp://acme.example/",
        "http://u:p@acme.example/",
        "http://acme.example\\@b/",
    ):
        with pytest.raises(PageError) as caught:
            await checked(url, opened)
        assert caught.value.kind is Trouble.BAD_ADDRESS
