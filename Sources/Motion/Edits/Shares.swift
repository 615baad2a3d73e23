extension EditedClip {
    /// How much of a correction counts in each frame: all of it in `frames`, easing in and out over a fifth of a second
    /// before and after; at the ends of the clip nothing eases.
    public static func shares(of frames: Range<Int>, in clip: Clip) -> [Float] {
        let ease = max(1, Int((clip.frameRate / 5).rounded()))
        return (0..<clip.frameCount).map { frame in
            let outside = max(frames.lowerBound - frame, frame - frames.upperBound + 1, 0)
            return 1 - Easing.smoothstep(Float(outside) / Float(ease + 1))
        }
    }

    /// The same for the frames in which this edit made rotations of its own, of any joint but the root.
    public func madeShares() -> [Float] {
        var kept = [Int](repeating: 0, count: clip.frameCount)
        for run in carried {
            let count = run.values.rotations.count { $0 > 0 }
            for frame in run.frames { kept[frame] += count }
        }
        var shares = [Float](repeating: 0, count: clip.frameCount)
        for frames in kept.map({ $0 < clip.jointCount - 1 }).stretches {
            for (frame, share) in Self.shares(of: frames, in: clip).enumerated() {
                shares[frame] = max(shares[frame], share)
            }
        }
        return shares
    }
}

extension [Bool] {
    /// The stretches that are true.
    public var stretches: [Range<Int>] {
        var result: [Range<Int>] = []
        for (index, isOn) in enumerated() where isOn {
            if let last = result.last, last.upperBound == index {
                result[result.count - 1] = last.lowerBound..<index + 1
            } else {
                result.append(index..<index + 1)
            }
        }
        return result
    }
}
