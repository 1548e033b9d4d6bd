"""The parts of the window around the canvas, which show plain data and emit signals."""
