"""Ask a language model…: where it is, what it would cost, and that texts may be sent there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QFormLayout, QLineEdit, QWidget

from annotator.errors import UserError
from annotator.flow.asking_llm import Agreement, Cost, endpoint_of
from annotator.settings import Settings
from ui.dialogs.asking import Asking
from ui.dialogs.frame import Dialog
from ui.insights.words import several
from ui.panels.look import Text
from ui.tasks import Job

Expected = tuple[int, Cost]


class LlmDialog(Dialog):
    """`expect` makes a job that tells for settings how many documents are to be asked about, and
    what that would cost. `values` and `agrees` are what is chosen."""

    def __init__(
        self,
        values: Settings,
        made: Agreement | None,
        expect: Callable[[Settings], Job],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Ask a language model", "Ask", 620, parent)
        self._before, self._made, self._expect = values, made, expect
        self._documents = 0
        self.url = _line(values.llm_url, "https://host/v1", "Address")
        self.model = _line(values.llm_model, "", "Model")
        self.key = _line(values.llm_key_variable, "OPENAI_API_KEY", "Variable with the key")
        self.price_in = _price(values.llm_price_in, "Price of a million tokens asked")
        self.price_out = _price(values.llm_price_out, "Price of a million tokens answered")
        self.cost = Text("", 13, wrap=True)
        self.agreement = QCheckBox()
        self.agreed_by = Text("", 12, "muted", wrap=True)
        self.trouble = Text("", 12, "warning", wrap=True)
        self.asking = Asking(self)
        self._lay_out()
        for line in (self.url, self.model, self.key):
            line.textChanged.connect(lambda _text: self._refresh())
        for price in (self.price_in, self.price_out):
            price.valueChanged.connect(lambda _value: self._refresh())
        self.agreement.toggled.connect(lambda _on: self._show())
        self.asking.answered.connect(self._take)
        self.asking.refused.connect(lambda error: self.trouble.setText(str(error)))
        self.finished.connect(lambda _result: self.asking.stop())
        self._refresh()

    def _lay_out(self) -> None:
        words = (
            "Any address that speaks as OpenAI’s does, on this computer or elsewhere. The key is "
            "read from the environment and is never stored."
        )
        self.body.setSpacing(10)
        self.body.addWidget(Text(words, 12, "muted", wrap=True))
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(16)
        form.addRow("Address", self.url)
        form.addRow("Model", self.model)
        form.addRow("Variable with the key", self.key)
        form.addRow("Price of a million tokens asked", self.price_in)
        form.addRow("Price of a million answered", self.price_out)
        self.body.addLayout(form)
        for part in (self.cost, self.agreement, self.agreed_by, self.trouble):
            self.body.addWidget(part)
        self.body.addStretch(1)

    @property
    def values(self) -> Settings:
        """The settings as they are chosen."""
        return replace(
            self._before,
            llm_url=self.url.text().strip(),
            llm_model=self.model.text().strip(),
            llm_key_variable=self.key.text().strip(),
            llm_price_in=self.price_in.value(),
            llm_price_out=self.price_out.value(),
        )

    @property
    def agrees(self) -> bool:
        """Whether the texts may be sent."""
        return self.agreement.isChecked()

    def _stands(self) -> bool:
        """Whether this person agreed to this address and model before."""
        made, values = self._made, self.values
        wanted = (values.annotator_name, values.llm_url, values.llm_model)
        return made is not None and (made.who, made.url, made.model) == wanted

    def _refresh(self) -> None:
        values = self.values
        host = urlsplit(values.llm_url).hostname if "://" in values.llm_url else None
        self.agreement.setText(f"Texts of this project may be sent to {host or 'this address'}")
        self.agreement.setChecked(self._stands())
        self.cost.setText("")
        try:
            endpoint_of(values)
        except UserError as error:
            self.trouble.setText(f"{error.what}: {error.where}")
            self._documents = 0
            self.asking.forget()
        else:
            self.trouble.setText("")
            self.asking.ask(self._expect(values))
        self._show()

    def _take(self, expected: Expected) -> None:
        self._documents, cost = expected
        words = f"About {cost.tokens_in:,} tokens asked and {cost.tokens_out:,} answered"
        price = "" if cost.price is None else f", at these prices {cost.price:,.2f}"
        count = several(self._documents, "document")
        self.cost.setText(f"{count} that it has not read. {words}{price}.")
        self._show()

    def _show(self) -> None:
        made = self._made
        known = made is not None and self._stands()
        self.agreed_by.setText(f"{made.who} agreed on {made.when[:10]}." if known and made else "")
        ready = self._documents > 0 and not self.trouble.text()
        self.verb.setEnabled(ready and self.agrees)
        if ready and not self.agrees:
            self.consequence.setText("Nothing is sent before you agree.")
        elif ready:
            self.consequence.setText("What people labelled stays as it is.")
        else:
            self.consequence.setText("")


def _line(value: str, hint: str, name: str) -> QLineEdit:
    line = QLineEdit(value)
    line.setPlaceholderText(hint)
    line.setAccessibleName(name)
    return line


def _price(value: float, name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(0, 100_000)
    box.setDecimals(3)
    box.setValue(value)
    box.setSpecialValueText("not given")
    box.setAccessibleName(name)
    return box
