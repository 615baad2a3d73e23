"""Measures proposals against real dance: the outside check of Choreo's sequence model.

Every definition follows the project's metrics page; `EVALUATION.md` beside this package says how to run it and
where the page leaves a choice, which one was taken.

Letters used for shapes: N windows, K proposals of one window, F frames, J = 22 joints, T training frames.
"""
