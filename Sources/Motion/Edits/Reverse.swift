extension Clip {
    /// The movement backward in time (retrograde): the last frame first; every value is carried.
    public func reversedInTime() -> EditedClip {
        let order = Array((0..<frameCount).reversed())
        return EditedClip(
            picking(order),
            carried: [
                Carried(
                    frames: 0..<frameCount, values: .all(of: jointCount), source: 0, first: frameCount - 1,
                    step: -1)
            ])
    }

    /// The frames of this clip in another order; any may come several times.
    func picking(_ order: [Int]) -> Clip {
        var rotations: [Quaternion] = []
        rotations.reserveCapacity(order.count * jointCount)
        for frame in order { rotations += localRotations[frame * jointCount..<(frame + 1) * jointCount] }
        return Clip(
            skeleton: skeleton, frameRate: frameRate, rootTranslations: order.map { rootTranslations[$0] },
            localRotations: rotations,
            jointTranslations: jointTranslations.mapValues { values in order.map { values[$0] } })
    }
}
