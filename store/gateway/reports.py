"""What is put together for reviews and for people without a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.gateway.opened import Opened
from store.late import (
    overview,
    reports,
    reviews,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.record import Contribution
    from schema.taking_part import TakingPart
    from schema.threads import Threads
    from store.reports import AgreementReport, ChangesReport, ReviewWords
    from store.reviews import ReviewLine, ReviewPage


class Reports(Opened):
    """What one page needs, read at one moment."""

    def taking_part(self) -> tuple[TakingPart, ...]:
        """Return every person with where what they bring was used, by name."""
        from schema.taking_part import taking_part

        return taking_part(overview.evidence(self._desk))

    def reviews(self) -> tuple[ReviewLine, ...]:
        """Return a line for each review, the newest first, with what it promised."""
        return reviews.review_lines(self._desk)

    def review(self, ref: str) -> ReviewPage:
        """Return one review with what was promised before it, its answers, and the threads."""
        return reviews.review_page(self._desk, ref)

    def changes_report(self, since: str = "") -> ChangesReport:
        """Return what we agreed, what changed since a moment, and what is next; see store.reports.

        `since` is a day, a commit, `seen`, `review` or `review/…`; "" is the newest review.
        """
        return reports.changes_report(self._desk, since)

    def agreement_report(self, ref: str) -> AgreementReport:
        """Return one agreement with who stands where, what changed for whom, and how it came."""
        return reports.agreement_report(self._desk, ref)

    def agreement_reports(self) -> tuple[AgreementReport, ...]:
        """Return the same for every agreement that is not put aside; damaged ones are left out."""
        return reports.agreement_reports(self._desk)

    def recorded_for_others(self) -> Mapping[str, Contribution]:
        """Return what was written down by someone else than who said it and stands, by its id."""
        return reports.recorded_for_others(self._desk)

    def review_words(self, ref: str) -> ReviewWords:
        """Return what was said about a review besides its answers, and the replies to those."""
        return reports.review_words(self._desk, self._desk.find(ref).id)

    def threads(self) -> Threads:
        """Return how the five threads felt in each review, by perspective; see schema.threads."""
        return reviews.threads(self._desk)
