extension Clip {
    /// The movement slower or faster: `factor` times as long, its first and last frame where they were.
    ///
    /// The length is rounded to whole frames, and so is the factor: both ends stay exact. Back by the inverse factor
    /// gives as many frames as there were.
    public func warped(by factor: Double) -> EditedClip {
        precondition(factor > 0, "time goes on")
        guard frameCount > 1 else { return EditedClip(untouched: self) }
        return warped(toFrames: Int((Double(frameCount - 1) * factor).rounded()) + 1)
    }

    /// The movement in `count` frames, at an even pace from its first frame to its last.
    public func warped(toFrames count: Int) -> EditedClip {
        let count = max(count, frameCount > 1 ? 2 : 1)
        guard count > 1 else { return EditedClip(untouched: self) }
        let step = Double(frameCount - 1) / Double(count - 1)
        return sampled(at: (0..<count).map { Double($0) * step / frameRate }, rate: frameRate)
    }

    /// The movement with its moments at other times.
    ///
    /// - Parameter map: From the first frame at 0 s to the last.
    /// - Returns: As many frames as reach the last moment; carried are the frames that were met exactly.
    public func warped(along map: TimeMap) -> EditedClip {
        let length = map.result[map.result.count - 1]
        let count = Int((length * frameRate).rounded()) + 1
        var times = (0..<count).map { map.source(at: Double($0) / frameRate) }
        // The last frame is the last moment, though the length is rounded to frames.
        times[count - 1] = map.source[map.source.count - 1]
        return sampled(at: times, rate: frameRate)
    }
}
