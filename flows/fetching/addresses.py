"""Which network addresses may be connected to: public ones, and private ones only for hosts named in the settings.

Names are resolved here and the connection is made to the very address that was checked, so a name that resolves to
another address a moment later (DNS rebinding) gains nothing. Numbers in place of names ("http://2130706433/") pass
through the same resolution and check.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

import anyio
import httpcore
import httpx

Resolve = Callable[[str, int], Awaitable[list[str]]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_RESOLVED_IN = 5.0  # seconds
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


class AddressRefused(httpcore.ConnectError):
    """The host resolves to an address that must not be connected to."""


def refusal(address: str) -> str | None:
    """Why an IP address must not be connected to; None where it may.

    >>> refusal("93.184.216.34")
    >>> refusal("169.254.169.254")
    'link-local address 169.254.169.254'
    >>> refusal("::ffff:10.0.0.1")
    'private address 10.0.0.1'
    """
    ip = _unwrapped(ipaddress.ip_address(address.split("%")[0]))
    for is_kind, kind in (
        (ip.is_unspecified, "unspecified"),
        (ip.is_loopback, "loopback"),
        (ip.is_link_local, "link-local"),
        (ip.is_multicast, "multicast"),
        (isinstance(ip, ipaddress.IPv6Address) and ip in _SITE_LOCAL, "site-local"),
        (ip.is_private, "private"),
        (ip.is_reserved, "reserved"),
        (not ip.is_global, "non-public"),
    ):
        if is_kind:
            return f"{kind} address {ip}"
    return None


def _unwrapped(ip: Address) -> Address:
    """The IPv4 address inside an IPv6 one (mapped, 6to4, Teredo, NAT64): it is where packets end up."""
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return inner
        if ip in _NAT64 or (int(ip) >> 32 == 0 and int(ip) > 1):
            return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


async def resolve(host: str, port: int) -> list[str]:
    """The host's addresses by the system's resolver."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that were checked after resolving; Unix sockets never."""

    def __init__(
        self, allowed_hosts: Iterable[str] = (), resolver: Resolve = resolve, *, proxy: str | None = None
    ) -> None:
        """`allowed_hosts` may be private, each with or without a port; so may the proxy, which the user chose."""
        self._inner = httpcore.AnyIOBackend()
        self._allowed = frozenset(host.strip().lower() for host in allowed_hosts if host.strip())
        self._proxy = urlsplit(proxy).hostname if proxy else None
        self._resolve = resolver

    async def check_target(self, url: str) -> None:
        """Refuses what a proxy must not be asked for; a name that only the proxy can resolve is its to judge."""
        parts = urlsplit(url)
        try:
            host, port = parts.hostname or "", parts.port or 80
            await self._checked(host, port, _RESOLVED_IN, is_allowed=self._is_named(host, port))
        except AddressRefused as error:
            raise httpx.ConnectError(str(error)) from error
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            return

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first checked address that answers."""
        addresses = await self._checked(
            host, port, timeout, is_allowed=host == self._proxy or self._is_named(host, port)
        )
        problem: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    async def _checked(self, host: str, port: int, timeout: float | None, *, is_allowed: bool) -> list[str]:
        """All addresses of the host; one that is refused refuses the host, for a name has no business having both."""
        try:
            with anyio.fail_after(timeout):
                addresses = await self._resolve(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"{host} can't be resolved: {error}") from error
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host} was not resolved in time") from error
        if not is_allowed:
            for address in addresses:
                reason = refusal(address)
                if reason is not None:
                    raise AddressRefused(f"{host} is at {reason}")
        return addresses

    def _is_named(self, host: str, port: int) -> bool:
        name = host.lower().strip("[]")
        return not self._allowed.isdisjoint((name, f"[{name}]", f"{name}:{port}"))

    async def connect_unix_socket(self, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise AddressRefused("Unix sockets are never connected to")

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await self._inner.sleep(seconds)
