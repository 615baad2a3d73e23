import BVHFormat
import Motion
import MotionIO

/// A phrase of movement: a name, a line about it, and the score that makes it.
struct Phrase: Sendable {
    /// Name of the file, without extension.
    let name: String
    /// What is danced, for people.
    let summary: String
    /// Counts per minute.
    let tempo: Double
    /// Length in counts.
    let counts: Double
    /// Writes the score.
    let compose: @Sendable (inout Score) -> Void

    /// Length in seconds.
    var seconds: Double { counts * 60 / tempo }

    /// The phrase, danced.
    func perform() -> Clip {
        var score = Score(tempo: tempo)
        compose(&score)
        return Performer(score: score).perform(seconds: seconds)
    }

    /// A dance as a file: angles to a thousandth of a degree, places to a hundredth of a millimetre, beyond which
    /// nothing can be seen and files only grow.
    static func document(of clip: Clip) -> BVHDocument {
        var document = BVHDocument(clip)
        let steps = document.joints.flatMap(\.channels).map { $0.isRotation ? 1e3 : 1e5 }
        for index in document.values.indices {
            let step = steps[index % steps.count]
            document.values[index] = (document.values[index] * step).rounded() / step
        }
        return document
    }

    /// All phrases, in the order of a class: barre, centre, travelling, floor.
    static let all: [Phrase] = [
        .plieAndReleve, .portDeBras, .tenduEnCroix, .developpe, .pirouette,
        .chasse, .walkWithSuspension, .swingAndFall, .floorRecovery, .salsaBasic,
    ]
}
