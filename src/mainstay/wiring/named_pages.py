"""A page of numbers as the operator's file names it: its address and what lets in are looked up each time it is read."""

from collections.abc import Callable
from dataclasses import dataclass

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.openmetrics.scraping import ScrapedPage
from mainstay.adapters.secrets.within_texts import TextSecrets
from mainstay.config.operator.collecting_setting import PageSetting
from mainstay.domain.address import Address, address_in
from mainstay.domain.errors import EvidenceMissing, MainstayError, UsageError
from mainstay.domain.secret import Keeping
from mainstay.keepers.metrics.page_limits import with_limits
from mainstay.ports.http import never
from mainstay.ports.scrapes import Scrape
from mainstay.ports.secrets import Secrets


@dataclass(frozen=True, slots=True)
class NamedPage:
    """The Scrapes port on a page that is made anew for each look; a secret that is not there is a page that does not come.

    `plain` are globs of hosts to which what is secret may go without encryption.
    """

    setting: PageSetting
    secrets: Secrets
    plain: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the operator's file calls it."""
        return self.setting.name

    def look(self, seconds: float = 10.0, stopped: Callable[[], bool] = never) -> Scrape:
        """Read the page once; see the port."""
        try:
            page = self._page()
        except MainstayError as failure:
            raise EvidenceMissing(
                f"what its address or its headers hold cannot be looked up: {failure.what}",
                where=f"page {self.name}",
                mend=failure.mend or "look at the page in the operator's file",
            ) from failure
        return with_limits(page.look(seconds, stopped))

    def _page(self) -> ScrapedPage:
        setting, texts = self.setting, TextSecrets(self.secrets, programs=True)
        is_kept = setting.address.partition(":")[0] in set(Keeping)
        address = _address(texts.look_up(setting.address) if is_kept else setting.address)
        headers = {name.lower(): texts.in_header(value) for name, value in setting.headers.items()}
        if setting.token:
            headers["authorization"] = f"Bearer {texts.look_up(setting.token)}"
        # Whoever writes http:// means it, but for what is secret the operator must say so.
        plain = self.plain if headers or is_kept else (address.host,)
        return ScrapedPage(setting.name, address, setting.subject, HttpClient(plain=plain), headers)


def _address(text: str) -> Address:
    try:
        return address_in(text)
    except ValueError as error:
        raise UsageError(f"the address cannot be used: {error}") from error
