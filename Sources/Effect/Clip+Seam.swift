public import Motion

extension Clip {
    /// Whether `next`, a clip of the same body at the same rate, goes on from this one's last frame without a jump.
    ///
    /// The joints' mean step over the seam is compared with the longest of the three steps before and after it: it is
    /// a jump when it is more than twice as long and 5 mm besides. That lets a start or a stop through, and tells
    /// another place, heading or pose.
    public func leads(into next: Clip) -> Bool {
        guard frameCount > 0, next.frameCount > 0 else { return false }
        let before = frames(max(0, frameCount - 4)..<frameCount)
        let both = before.appending(next.frames(0..<min(4, next.frameCount)))
        let places = (0..<both.frameCount).map { both.pose(at: $0).positions }
        var steps = zip(places, places.dropFirst()).map { a, b in
            zip(a, b).reduce(0) { $0 + ($1.1 - $1.0).length } / Float(jointCount)
        }
        let seam = steps.remove(at: before.frameCount - 1)
        return seam <= 2 * (steps.max() ?? 0) + 0.005
    }
}
