"""Figures of the prototype (a day-one PyTorch model, two CPU cores), quoted so that ours stand beside them.

Measured on 104 windows of 9 clips (the same takes as today's validation split, less one clip), standardised by the
prototype's own training data: Frechet distances and seam figures are comparable in order of magnitude only.
"""

QUOTED = {
    "prototype: window, w 2, 5 Hz": {
        "seam_median": 0.52, "seam_95": 1.02, "speed_ratio": 0.49, "jerk_ratio": 1.04, "frozen": 0.52,
        "skate": 3.27, "penetration": 0.01, "pfc": 0.04, "contact": 0.68, "spread": 0.70,
        "best_of": {0.5: 0.11, 1: 0.18, 2: 0.28, 4: 0.40},
        "frechet_kinetic": 119, "frechet_kinetic_interval": (67, 170),
        "frechet_pose": 35.1, "frechet_pose_interval": (29, 46),
        "two_sample": 0.97, "two_sample_interval": (0.93, 1.00),
        "legacy_fid_k": 74.7, "legacy_div_k": 3.39, "neighbour_ratio": 0.98,
    },
    "prototype: window + skip, longer, w 1.5, 5 Hz": {
        "seam_median": 0.53, "seam_95": 0.98, "speed_ratio": 0.67, "jerk_ratio": 1.69, "frozen": 0.03,
        "skate": 4.1, "spread": 0.58, "best_of": {4: 0.38},
        "frechet_kinetic": 105, "frechet_kinetic_interval": (76, 155),
        "frechet_pose": 15, "frechet_pose_interval": (10, 24), "two_sample": 0.99, "neighbour_ratio": 1.00,
    },
    "prototype: the same, 3 Hz": {
        "seam_median": 0.51, "seam_95": 0.98, "speed_ratio": 0.59, "jerk_ratio": 0.87, "frozen": 0.23,
        "skate": 3.5, "spread": 0.58, "best_of": {4: 0.38},
        "frechet_kinetic": 125, "frechet_kinetic_interval": (70, 192),
        "frechet_pose": 17, "frechet_pose_interval": (12, 26), "two_sample": 0.96,
    },
}
