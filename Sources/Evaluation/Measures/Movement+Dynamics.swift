import Motion

/// How movement moves: the seam, speed, jerk.
extension Movement {
    /// Mean size of the joints' accelerations in a frame, m/s².
    func acceleration(in frame: Int) -> Double { mean(accelerations, in: frame) }

    /// The largest ``acceleration(in:)`` of the last given and the first two new frames, where `join` is the first new
    /// one.
    func seam(at join: Int) -> Double { (join - 1...join + 1).map(acceleration).max() ?? 0 }

    /// ``seam(at:)`` at every place: what joins are compared with.
    var seams: [Double] { frameCount < 3 ? [] : (1..<frameCount - 1).map(seam) }

    /// Speed of every joint in every frame of `range`, m/s.
    func speeds(in range: Range<Int>) -> [Double] {
        velocities[range.lowerBound * Self.joints..<range.upperBound * Self.joints].map(\.length)
    }

    /// Mean speed of the joints over each whole second of `range`, m/s.
    func secondSpeeds(in range: Range<Int>) -> [Double] {
        let second = Int(Self.rate)
        return stride(from: range.lowerBound, through: range.upperBound - second, by: second).map { start in
            (start..<start + second).reduce(0) { $0 + mean(velocities, in: $1) } / Self.rate
        }
    }

    /// Mean size of the joints' jerks over `range`, m/s³.
    func jerk(in range: Range<Int>) -> Double {
        range.reduce(0) { $0 + mean(jerks, in: $1) } / Double(max(range.count, 1))
    }

    private func mean(_ vectors: [SIMD3<Double>], in frame: Int) -> Double {
        vectors[frame * Self.joints..<(frame + 1) * Self.joints].reduce(0) { $0 + $1.length }
            / Double(Self.joints)
    }
}
