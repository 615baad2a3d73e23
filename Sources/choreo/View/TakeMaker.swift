import Diagnostics
import Effect
import Motion
import MotionIO
import Stage

/// Makes takes of motion files: a dancer, and the way to measure what the dance does.
struct TakeMaker: Sendable {
    let rigs: RigCatalogue
    /// What a person says the joints are.
    let map: Rig?

    /// How much of the given phrase is shown before a proposal, s.
    private static let lead = 8.0

    /// Reads a file; nothing is told of what is odd, since the file may be read again and again.
    func read(_ path: String) throws(Problem) -> MotionFile {
        try MotionFile.read(path, rigs: rigs, map: map)
    }

    /// A take of a phrase.
    ///
    /// - Parameters:
    ///   - file: The phrase.
    ///   - given: The phrase that it follows; shown before it where both are one body at one rate.
    ///   - context: Frames at the file's own beginning that are those of the given phrase.
    func take(
        _ file: MotionFile, id: String, name: String, group: String, after given: MotionFile? = nil,
        called givenName: String = "", context: Int = 0
    ) -> Take {
        var clip = file.clip
        var seam: Take.Seam?
        if let given, given.clip.skeleton == clip.skeleton, given.clip.frameRate == clip.frameRate {
            let frames = min(Int(Self.lead * clip.frameRate), given.clip.frameCount)
            clip = given.clip.frames(given.clip.frameCount - frames..<given.clip.frameCount).appending(clip)
            seam = Take.Seam(frame: frames, given: givenName)
        } else if (1..<clip.frameCount).contains(context - file.skippedFrames) {
            seam = Take.Seam(frame: context - file.skippedFrames, given: givenName)
        }
        var take = Take(id: id, performer: file.performer(of: clip, named: name), group: group)
        take.seam = seam
        let (whole, frame) = (clip, seam?.frame ?? 0)
        take.measure = { (try? Self.report(on: whole, of: file, from: frame)) ?? EffectReport() }
        return take
    }

    /// What a clip of a file's body does, judged from a frame on.
    private static func report(
        on clip: Clip, of file: MotionFile, from frame: Int
    ) throws(Problem) -> EffectReport {
        let canonical = try file.retarget().canonical(clip.resampled(to: 30))
        let seam = min(Int((Double(frame) / clip.frameRate * 30).rounded(.up)), canonical.frameCount - 1)
        let phrase = canonical.frames(seam..<canonical.frameCount)
        let profile = try EffectProfile(of: phrase, after: seam > 0 ? canonical.frames(0..<seam) : nil)
        let lanes = try EffectCurve.efforts(of: canonical).map { curve in
            let percentile = profile[curve.key]?.percentile.map { "\(Int($0.rounded()))" } ?? ""
            return EffectLane(
                name: curve.words.name, score: curve.evidence == .low ? "(\(percentile))" : percentile,
                low: curve.words.low, high: curve.words.high, values: curve.values.map(Float.init))
        }
        return EffectReport(words: [profile.why], lanes: lanes)
    }
}
