"""The baselines that stand beside every figure: freeze, freeze after 0.2 s, repeat, random clip, retrieval."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from . import skeleton
from .motion import Movement, align, split_features
from .skeleton import CONTEXT, CONTINUATION, FRAME_RATE

BLEND = 0.3
"""Seconds over which a baseline's clip is blended into the context."""
PROPOSALS = 6


@dataclass(frozen=True)
class Track:
    """A stretch of movement to play after a context: its first frame falls on the context's last."""

    root: np.ndarray  # [1 + CONTINUATION, 3]
    rotations: np.ndarray  # [1 + CONTINUATION, J, 3, 3]


def freeze(root, rotations, seconds=0.0):
    """Goes on at the last velocity for `seconds`, then holds the pose; [N, 1, 180, ...].

    root: [N, 60 or more, 3], rotations: [N, 60 or more, J, 3, 3]: only the context is looked at. The velocity is
    the step from the last frame but one.
    """
    last, before = CONTEXT - 1, CONTEXT - 2
    steps = np.minimum(np.arange(1, CONTINUATION + 1), round(seconds * FRAME_RATE))
    place = root[:, last, None] + steps[:, None] * (root[:, last] - root[:, before])[:, None]
    turn = _turn(rotations[:, before], rotations[:, last])
    vectors = steps[:, None, None] * turn[:, None]
    turned = Rotation.from_rotvec(vectors.reshape(-1, 3)).as_matrix().reshape(vectors.shape + (3,))
    turned = turned @ rotations[:, last, None]
    return (
        np.concatenate([root[:, :CONTEXT], place], 1)[:, None],
        np.concatenate([rotations[:, :CONTEXT], turned], 1)[:, None],
    )


def repeat(root, rotations):
    """Plays the 2 s of the context again and again, blended; [N, 1, 180, ...]."""
    roots, turns = [], []
    for place, pose in zip(root[:, :CONTEXT], rotations[:, :CONTEXT]):
        place, pose = place.copy(), pose.copy()
        source = place, pose
        while len(place) < CONTEXT + CONTINUATION:
            missing = CONTEXT + CONTINUATION - len(place)
            place, pose = blended(place, pose, Track(source[0][:missing + 1], source[1][:missing + 1]))
        roots.append(place)
        turns.append(pose)
    return np.array(roots)[:, None], np.array(turns)[:, None]


def blended(root, rotations, track):
    """Appends a track to a movement; its offset and the jump in velocity at the join fade over 0.3 s.

    The track's first frame is laid on the movement's last, hips over hips and heading on heading; it is not
    repeated. What still differs there (height, joint rotations, velocities) fades by `joined` (inertialisation).
    """
    return joined(root, rotations, *laid_on(track, root[-1], rotations[-1]))


def joined(root, rotations, place, pose):
    """Appends place [1 + n, 3] and pose [1 + n, J, 3, 3], which start at the movement's last frame, to a movement.

    Offset and jump in velocity there fade over 0.3 s along a cubic. Returns root [F + n, 3] and rotations.
    """
    place_jump = root[-1] - place[0]
    place_velocity = ((root[-1] - root[-2]) - (place[1] - place[0])) * FRAME_RATE
    turn_jump = _turn(pose[0], rotations[-1])
    turn_velocity = (_turn(rotations[-2], rotations[-1]) - _turn(pose[0], pose[1])) * FRAME_RATE

    u = np.minimum(np.arange(1, len(place)) / FRAME_RATE / BLEND, 1)
    of_jump, of_velocity = 1 - 3 * u**2 + 2 * u**3, BLEND * (u - 2 * u**2 + u**3)
    new_place = place[1:] + of_jump[:, None] * place_jump + of_velocity[:, None] * place_velocity
    offset = of_jump[:, None, None] * turn_jump + of_velocity[:, None, None] * turn_velocity
    turns = Rotation.from_rotvec(offset.reshape(-1, 3)).as_matrix().reshape(offset.shape + (3,))
    return np.concatenate([root, new_place]), np.concatenate([rotations, turns @ pose[1:]])


def laid_on(track, root, pose):
    """Moves a track over the floor so that its first frame has the place and heading of a pose; heights stay."""
    place, rotations = align(track.root, track.rotations, 0)
    joints, _ = skeleton.forward_kinematics(root, pose)
    turn = skeleton.yaw_matrix(skeleton.heading(joints, pose[0]))
    rotations[:, 0] = turn @ rotations[:, 0]
    return place @ turn.T + root * np.array([1, 0, 1]), rotations


def _turn(a, b):
    """The rotation from a to b in the parent's frame, as a rotation vector [..., 3]."""
    return Rotation.from_matrix(b @ np.swapaxes(a, -1, -2)).as_rotvec()


class Library:
    """Training clips as something to play from; a place is (clip, frame) with 4 s of movement after it."""

    def __init__(self, clips):
        """clips: corpus.Clip, single recordings."""
        self.clips = [split_features(clip.features) for clip in clips]
        self.corpora = np.array([clip.corpus for clip in clips])
        self.places = [
            (i, frame) for i, (root, _) in enumerate(self.clips) for frame in range(1, len(root) - CONTINUATION)]
        self.place_clip = np.array([clip for clip, _ in self.places])
        self._index = None

    def track(self, place):
        clip, frame = place
        root, rotations = self.clips[clip]
        return Track(root[frame:frame + CONTINUATION + 1], rotations[frame:frame + CONTINUATION + 1])

    def random_clip(self, root, rotations, corpora, seed, count=PROPOSALS):
        """`count` random training windows of the context's own corpus, heading-aligned and blended.

        corpora: [N] names. Returns roots [N, count, 180, 3] and rotations [N, count, 180, J, 3, 3].
        """
        generator = np.random.default_rng(seed)
        chosen = []
        for corpus in corpora:
            own = np.flatnonzero(self.corpora[self.place_clip] == corpus)
            chosen.append(generator.choice(own if len(own) else len(self.places), count, replace=False))
        return self._play(root, rotations, chosen)

    def retrieval(self, root, rotations, count=PROPOSALS):
        """The training windows whose pose and velocity are nearest at the join, from `count` different clips.

        Distance: joints and joint velocities in the frame of the join, each divided by its root mean square
        deviation in the training set. The nearest place of each clip counts, the best `count` clips are taken.
        """
        if self._index is None:
            self._index = self._poses_and_velocities()
        index, scale = self._index
        context = Movement.of(*align(root[:, :CONTEXT], rotations[:, :CONTEXT]))
        queries = np.concatenate([context.joints[:, -1], context.velocity[:, -1]], 1).reshape(len(root), -1) / scale
        first_of_clip = np.flatnonzero(np.diff(self.place_clip, prepend=-1))
        chosen = []
        for query in queries:
            distance = np.square(index - query).sum(1)
            nearest = np.array([
                begin + distance[begin:end].argmin()
                for begin, end in zip(first_of_clip, np.append(first_of_clip[1:], len(distance)))])
            chosen.append(nearest[np.argsort(distance[nearest], kind="stable")[:count]])
        return self._play(root, rotations, chosen)

    def _play(self, root, rotations, chosen):
        played = [
            [blended(r[:CONTEXT], p[:CONTEXT], self.track(self.places[place])) for place in row]
            for r, p, row in zip(root, rotations, chosen)]
        return (
            np.array([[place for place, _ in row] for row in played]),
            np.array([[pose for _, pose in row] for row in played]),
        )

    def _poses_and_velocities(self):
        rows = []
        for i, (root, rotations) in enumerate(self.clips):
            frames = np.arange(1, len(root) - CONTINUATION)
            if not len(frames):
                continue
            movement = Movement.of(root, rotations)
            turn = skeleton.yaw_matrix(-movement.heading[frames])
            place = movement.joints[frames] - movement.joints[frames, :1] * np.array([1, 0, 1])
            both = np.concatenate([place, movement.velocity[frames]], 1)
            rows.append((both @ np.swapaxes(turn, -1, -2)).reshape(len(frames), -1))
        rows = np.concatenate(rows)
        half = rows.shape[1] // 2
        scale = np.ones(rows.shape[1])
        scale[:half] = np.sqrt(rows[:, :half].var(0).mean())
        scale[half:] = np.sqrt(rows[:, half:].var(0).mean())
        return rows / scale, scale
