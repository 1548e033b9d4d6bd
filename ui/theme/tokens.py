"""The table of colours, as `#RRGGBB`, for light and dark."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class LabelColours:
    """A label's colours: `strong` for chip and border, `tint` behind text, `on_strong` for the
    chip's text."""

    strong: str
    tint: str
    on_strong: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour of the window and of the canvas; `hairline` is the width of separators, in
    px, and `high_contrast` says that tints lose their fill."""

    dark: bool
    canvas: str
    field: str
    panel: str
    bar: str
    raised: str
    border: str
    border2: str
    strong: str
    text: str
    muted: str
    faint: str
    hover: str
    sel: str
    selinactive: str
    button_hover: str
    button_pressed: str
    accent: str
    on_accent: str
    accent_text: str
    success: str
    success_tint: str
    warning: str
    warning_tint: str
    danger: str
    danger_tint: str
    lanes: tuple[str, ...]
    arc: str
    arc_label: str
    gutter: str
    selection: str
    pill: str
    pill_border: str
    shadow: str = "#000000"
    shadow_share: float = 0.18
    hairline: int = 1
    high_contrast: bool = False


LIGHT = Theme(
    dark=False,
    canvas="#FFFFFF",
    field="#FFFFFF",
    panel="#F5F6F8",
    bar="#ECEEF1",
    raised="#FFFFFF",
    border="#DCE0E6",
    border2="#B8BFCA",
    strong="#737D8C",
    text="#1C2026",
    muted="#545D6B",
    faint="#5C6573",
    hover="#E9ECF0",
    sel="#DCE8FB",
    selinactive="#E3E6EB",
    button_hover="#EDEFF3",
    button_pressed="#DFE3E9",
    accent="#1659C7",
    on_accent="#FFFFFF",
    accent_text="#1659C7",
    success="#166F36",
    success_tint="#DDF2E3",
    warning="#8F4506",
    warning_tint="#FCEFD6",
    danger="#B3261E",
    danger_tint="#FCE4E2",
    lanes=("#006FA8", "#B84A00", "#5B6A00", "#A0286E"),
    arc="#69758A",
    arc_label="#414B5A",
    gutter="#6B7380",
    selection="#B9D5FF",
    pill="#F1F3F6",
    pill_border="#858E9C",
)

DARK = Theme(
    dark=True,
    canvas="#15171C",
    field="#14161A",
    panel="#1B1E24",
    bar="#20242B",
    raised="#252A32",
    border="#2E343D",
    border2="#474F5B",
    strong="#808A99",
    text="#E6E8EC",
    muted="#A5ADBA",
    faint="#9FA8B5",
    hover="#262B33",
    sel="#22395E",
    selinactive="#2C323B",
    button_hover="#323943",
    button_pressed="#1E2228",
    accent="#7CB2FF",
    on_accent="#0E1116",
    accent_text="#8DBCFF",
    success="#7BD79B",
    success_tint="#1B3826",
    warning="#F4BE62",
    warning_tint="#3D301A",
    danger="#FF938A",
    danger_tint="#45211F",
    lanes=("#5CC1F2", "#FF9F5E", "#C6D453", "#F39CCB"),
    arc="#8C96A8",
    arc_label="#C3CAD6",
    gutter="#8A92A0",
    selection="#2B4A7A",
    pill="#252A33",
    pill_border="#6B7484",
    shadow_share=0.55,
)


def high_contrast(theme: Theme) -> Theme:
    """The theme for people who asked their system for more contrast: edges as strong as
    glyphs, no fills behind text, thicker separators."""
    return replace(
        theme,
        border=theme.border2,
        border2=theme.strong,
        muted=theme.text,
        faint=theme.muted,
        success_tint=theme.panel,
        warning_tint=theme.panel,
        danger_tint=theme.panel,
        hairline=2,
        high_contrast=True,
    )
