"""The pages of the window in one table; each is imported when it is first wanted."""

from ui.annotate.page import AnnotatePage
from ui.page import Page, PageRow


def _insights() -> Page:
    from ui.insights.page import InsightsPage

    return InsightsPage()


def _review() -> Page:
    from ui.review.page import ReviewPage

    return ReviewPage()


def _scheme() -> Page:
    from ui.scheme.page import SchemePage

    return SchemePage()


def _mine() -> Page:
    from ui.review.mine import MinePage

    return MinePage()


MODES = (
    PageRow("annotate", "Annotate", AnnotatePage),
    PageRow("review", "Review", _review),
    PageRow("insights", "Insights", _insights),
)
MINE = PageRow("mine", "My labels", _mine)
PAGES = (*MODES, MINE, PageRow("scheme", "Labels and guidelines", _scheme))
