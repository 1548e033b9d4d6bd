"""The dialogs, which show plain data and emit signals."""
