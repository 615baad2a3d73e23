"""Movement on the canonical skeleton: features <-> rotations, windows, alignment, derivatives, contacts."""

from dataclasses import dataclass, fields

import numpy as np
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfiltfilt

from . import skeleton
from .skeleton import CONTEXT, FEET, FRAME_RATE, J

FEATURES = 139
"""Numbers of a frame: place of the hips 3, first two columns of each rotation 22 x 6, contacts 4."""


def split_features(features):
    """Returns root [..., 3] and rotations [..., J, 3, 3] of features [..., 139].

    The two columns are orthonormalised (Gram-Schmidt), as a network's output needs it; single precision in the
    file is repaired on the way.
    """
    features = np.asarray(features, float)
    columns = features[..., 3:135].reshape(features.shape[:-1] + (J, 2, 3))
    x = columns[..., 0, :] / np.linalg.norm(columns[..., 0, :], axis=-1, keepdims=True)
    y = columns[..., 1, :] - np.sum(x * columns[..., 1, :], -1, keepdims=True) * x
    y /= np.linalg.norm(y, axis=-1, keepdims=True)
    return features[..., :3], np.stack([x, y, np.cross(x, y)], axis=-1)


def join_features(root, rotations, contacts=None):
    """The inverse of `split_features`; contacts [..., 4] are 0 if not given."""
    columns = np.moveaxis(rotations[..., :2], -1, -2).reshape(rotations.shape[:-3] + (J * 6,))
    if contacts is None:
        contacts = np.zeros(root.shape[:-1] + (4,))
    return np.concatenate([root, columns, contacts], axis=-1)


def align(root, rotations, frame=CONTEXT - 1):
    """Moves windows over the floor so that at `frame` the hips stand over the origin and face +Z.

    root: [..., F, 3], rotations: [..., F, J, 3, 3]. Heights stay.
    """
    pose = rotations[..., frame, :, :, :]
    joints, _ = skeleton.forward_kinematics(root[..., frame, :], pose)
    turn = skeleton.yaw_matrix(-skeleton.heading(joints, pose[..., 0, :, :]))[..., None, :, :]
    shift = root[..., frame, :] * np.array([1, 0, 1])
    moved = (turn @ (root - shift[..., None, :])[..., None])[..., 0]
    turned = rotations.copy()
    turned[..., 0, :, :] = turn @ rotations[..., 0, :, :]
    return moved, turned


def lowpass(signal, cutoff, axis):
    """Zero-phase low-pass: a second-order Butterworth forward and backward, ends padded by odd reflection.

    cutoff in Hz at 30 frames per second.
    """
    sos = butter(2, cutoff, fs=FRAME_RATE, output="sos")
    padding = min(int(np.ceil(3 * FRAME_RATE / cutoff)), signal.shape[axis] - 1)
    return sosfiltfilt(sos, signal, axis=axis, padtype="odd", padlen=padding)


def derivative(signal, axis):
    """Central differences per second; one-sided of second order at both ends."""
    return np.gradient(signal, 1 / FRAME_RATE, axis=axis, edge_order=2)


def contact_labels(joints, velocity):
    """Returns which of the four foot joints are down, booleans [..., F, 4] in the order of skeleton.FEET.

    Lower than 0.10 m (ankle) or 0.05 m (toe) over the floor and slower than 0.25 m/s along it, then a median over
    three frames.
    """
    low = joints[..., FEET, 1] < np.array([0.10, 0.05, 0.10, 0.05])
    slow = np.hypot(velocity[..., FEET, 0], velocity[..., FEET, 2]) < 0.25
    raw = (low & slow).astype(np.uint8)
    size = [1] * raw.ndim
    size[-2] = 3
    return median_filter(raw, size=size, mode="nearest").astype(bool)


@dataclass(frozen=True)
class Movement:
    """Windows of movement with everything that is measured on them; the first axes are free, then frames.

    Derivatives are taken over all frames that were given, so that a part cut off afterwards (`frames`) keeps the
    values it had as part of the whole: a continuation is filtered together with its context.
    """

    joints: np.ndarray  # [..., F, J, 3] m
    ends: np.ndarray  # [..., F, 5, 3] m
    heading: np.ndarray  # [..., F] rad, unwrapped over time
    velocity: np.ndarray  # [..., F, J, 3] m/s, of places low-passed at 6 Hz
    acceleration: np.ndarray  # [..., F, J, 3] m/s2, 8 Hz
    jerk: np.ndarray  # [..., F, J, 3] m/s3, 8 Hz
    heading_rate: np.ndarray  # [..., F] rad/s, 6 Hz
    contacts: np.ndarray  # [..., F, 4] bool

    @classmethod
    def of(cls, root, rotations):
        """Computes a movement from root [..., F, 3] and rotations [..., F, J, 3, 3]."""
        joints, ends = skeleton.forward_kinematics(root, rotations)
        heading = np.unwrap(skeleton.heading(joints, rotations[..., 0, :, :]), axis=-1)
        velocity = derivative(lowpass(joints, 6, -3), -3)
        acceleration = derivative(derivative(lowpass(joints, 8, -3), -3), -3)
        return cls(
            joints, ends, heading, velocity, acceleration, derivative(acceleration, -3),
            derivative(lowpass(heading, 6, -1), -1), contact_labels(joints, velocity),
        )

    @classmethod
    def of_features(cls, features, align_at=CONTEXT - 1):
        """Computes a movement from features [..., F, 139], aligned at a frame (None: left where it is)."""
        root, rotations = split_features(features)
        return cls.of(*(align(root, rotations, align_at) if align_at is not None else (root, rotations)))

    def frames(self, start, stop):
        """Returns the part from frame `start` up to `stop`, exclusive."""
        def cut(name, array):
            time = {"heading": -1, "heading_rate": -1, "contacts": -2}.get(name, -3)
            return array[(Ellipsis, slice(start, stop)) + (slice(None),) * (-1 - time)]

        return Movement(**{f.name: cut(f.name, getattr(self, f.name)) for f in fields(self)})

    def __getitem__(self, index):
        """Picks windows by an index into the first axes."""
        return Movement(**{f.name: getattr(self, f.name)[index] for f in fields(self)})

    @property
    def continuation(self):
        """The frames after the context."""
        return self.frames(CONTEXT, None)

    @property
    def speed(self):
        """Speed of each joint, [..., F, J], m/s."""
        return np.linalg.norm(self.velocity, axis=-1)
