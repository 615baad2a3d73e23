extension Clip {
    /// The frames of `range` and nothing else; every value is carried.
    ///
    /// - Precondition: The range lies within the clip and is not empty.
    public func trimmed(to range: Range<Int>) -> EditedClip {
        precondition(
            !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= frameCount, "frames of the clip")
        return EditedClip(
            frames(range),
            carried: [
                Carried(
                    frames: 0..<range.count, values: .all(of: jointCount), source: 0,
                    first: range.lowerBound)
            ])
    }
}
