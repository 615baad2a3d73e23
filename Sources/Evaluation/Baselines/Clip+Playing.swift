import Motion

extension Clip {
    /// Seconds over which a baseline is blended into the context.
    private static let blend = 0.3

    /// This clip with `track` played after it; the track's first frame is laid on this clip's last and not repeated.
    ///
    /// Hips go over hips and heading on heading; what still differs there (height, rotations, velocities) fades along
    /// a cubic over 0.3 s. `Clip.inertialized(after:)` does the same where the frame before the first is not known;
    /// here it is, and no speed need be guessed.
    func playing(_ track: Clip) -> Clip {
        let last = frameCount - 1
        let laid =
            track
            .moved(by: FloorTransform(aligning: track.pose(at: 0)))
            .moved(by: FloorTransform(aligning: pose(at: last)).inverse)
        let rate = Float(frameRate)
        func turn(_ a: Quaternion, _ b: Quaternion) -> SIMD3<Float> { (b * a.inverse).rotationVector }

        let offset = rootTranslations[last] - laid.rootTranslations[0]
        let speed =
            ((rootTranslations[last] - rootTranslations[last - 1])
                - (laid.rootTranslations[1] - laid.rootTranslations[0])) * rate
        let turns = (0..<jointCount).map { joint in
            (
                offset: turn(laid[0, joint], self[last, joint]),
                speed: (turn(self[last - 1, joint], self[last, joint]) - turn(laid[0, joint], laid[1, joint]))
                    * rate
            )
        }
        var next = laid.frames(1..<laid.frameCount)
        for frame in 0..<next.frameCount {
            let u = min(Float(frame + 1) / rate / Float(Self.blend), 1)
            guard u < 1 else { break }
            let ofOffset = 1 - 3 * u * u + 2 * u * u * u
            let ofSpeed = Float(Self.blend) * (u - 2 * u * u + u * u * u)
            next.rootTranslations[frame] += ofOffset * offset + ofSpeed * speed
            for joint in 0..<jointCount {
                let fade = Quaternion(
                    rotationVector: ofOffset * turns[joint].offset + ofSpeed * turns[joint].speed)
                next[frame, joint] = (fade * next[frame, joint]).normalized
            }
        }
        return appending(next)
    }
}
