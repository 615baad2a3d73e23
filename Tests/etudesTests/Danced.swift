import BVHFormat
import Motion
import Testing

@testable import etudes

/// A phrase with what a test wants to know of it, danced once for all tests.
struct Danced: Sendable, CustomTestStringConvertible {
    let phrase: Phrase
    let score: Score
    let clip: Clip
    /// As the file says it.
    let document: BVHDocument
    /// Places of the joints, then of the end sites, m, shape [joints + end sites][frames].
    let paths: [[SIMD3<Double>]]

    var testDescription: String { phrase.name }

    static let all = Phrase.all.map(Danced.init)

    init(_ phrase: Phrase) {
        self.phrase = phrase
        var score = Score(tempo: phrase.tempo)
        phrase.compose(&score)
        self.score = score
        clip = phrase.perform()
        document = Phrase.document(of: clip)
        let frames = (0..<clip.frameCount).map { [clip] frame in
            let pose = clip.pose(at: frame)
            return (pose.positions + clip.skeleton.endSitePositions(in: pose)).map { SIMD3<Double>($0) }
        }
        paths = frames[0].indices.map { point in frames.map { $0[point] } }
    }

    /// Seconds of a frame.
    func time(_ frame: Int) -> Double { Double(frame) / clip.frameRate }

    /// Path of a joint.
    func path(_ joint: CanonicalJoint) -> [SIMD3<Double>] { paths[joint.rawValue] }
}
