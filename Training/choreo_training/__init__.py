"""The sequence model of Choreo in PyTorch: data, network, training, export and golden numbers."""
