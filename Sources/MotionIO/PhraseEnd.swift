public import Diagnostics
public import Motion

/// The end of a phrase, where another may follow: seen on the canonical skeleton, with the way there and back.
public struct PhraseEnd: Sendable {
    /// Frames per second of canonical movement.
    private static let rate = 30.0
    /// What counts as the end, s.
    private static let seconds = 4.0

    /// The phrase.
    public let file: MotionFile
    /// Its last 4 s, or all of it, on the canonical skeleton at 30 frames per second, floor at 0.
    ///
    /// The last frame is the phrase's last, so that what follows starts from it.
    public let clip: Clip
    private let retarget: Retarget

    /// Looks at the end of a phrase.
    ///
    /// - Throws: ``Problem`` when its rig is no human body, or it is too long to sample.
    public init(of file: MotionFile) throws(Problem) {
        self.file = file
        retarget = try file.retarget()
        let canonical = try retarget.canonical(file.resampled(to: Self.rate, anchor: .end))
        let length = Int(Self.seconds * Self.rate)
        clip = canonical.frames(max(0, canonical.frameCount - length)..<canonical.frameCount)
    }

    /// Canonical movement that follows ``clip``, on the phrase's rig at its rate, in its unit and place.
    ///
    /// - Parameter next: At 30 frames per second; its first frame is one such frame after the phrase's last.
    /// - Returns: A clip whose first frame is the one after the phrase's last, as long as `next` but one frame at least.
    public func onOwnRig(_ next: Clip) -> Clip {
        // The end comes along, so that the curve through the seam is smooth.
        let lead = clip.frames(max(0, clip.frameCount - 4)..<clip.frameCount)
        let rate = file.clip.frameRate
        let start = Double(lead.frameCount - 1) / Self.rate
        let frames = Int((Double(next.frameCount) / Self.rate * rate + 1e-6).rounded(.down))
        let times = (1...max(frames, 1)).map { start + Double($0) / rate }
        return retarget.rig(lead.appending(next).smooth(at: times, rate: rate), continuing: file.clip)
    }

    /// Movement of a file as what follows ``clip``; nil where it is on another rig or at another rate.
    ///
    /// It is seen with the same eyes: floor and soles as this phrase showed them.
    ///
    /// - Throws: ``Problem`` when it is too long to sample.
    public func canonical(_ next: MotionFile) throws(Problem) -> Clip? {
        guard next.clip.skeleton == file.clip.skeleton, next.clip.frameRate == file.clip.frameRate else {
            return nil
        }
        // From the last frame on, so that frames of the result fall where those of `clip` do.
        let last = file.clip.frames(file.clip.frameCount - 1..<file.clip.frameCount)
        let both = try last.appending(next.clip).resampled(to: Self.rate)
        return retarget.canonical(both.frames(1..<both.frameCount))
    }
}
