import BVHFormat
import Composer
import Cores
public import Diagnostics
import Motion
public import MotionIO
public import SequenceModel

/// The whole product: what `choreo propose` does with the beginning of a file, there and back.
///
/// The file is cut, value for value, after the context's last frame; proposals are made, brought to the file's own rig,
/// written behind it and read again as one file with one floor and one sole calibration. Reader, retargeting there
/// and back, network, post-processing and writer are all inside what is measured. Because floor and soles are learnt
/// from less movement than in the whole recording, the same context differs a little between the two readings.
public struct ComposedContender<Source: Generator>: Contender {
    /// Name of its column.
    public let name: String
    private let generator: Source
    private let rigs: RigCatalogue

    /// Creates the column of a generator.
    ///
    /// - Parameter rigs: Rigs known by name.
    public init(name: String, generator: Source, rigs: RigCatalogue) {
        self.name = name
        self.rigs = rigs
        self.generator = generator
    }

    /// Proposals as they come back from the file that `choreo propose --with-context` would write.
    ///
    /// - Throws: ``Problem`` when the rig is no human body, or the proposals cannot be made.
    public func answer(
        _ recording: Recording, start: Int, count: Int, seed: UInt64
    ) throws(Problem) -> Answer {
        let phrase = try recording.phrase(until: start + EvaluationWindow.context - 1, rigs: rigs)
        let clock = ContinuousClock()
        let begin = clock.now
        let end = try PhraseEnd(of: phrase)
        let seconds = Double(EvaluationWindow.continuation) / Movement.rate
        let request = Request(context: end.clip, seconds: seconds, count: count, seed: seed)
        let proposals = try Problem.placed(at: phrase.path) { () throws(Problem) in
            try Composer(generator).propose(request)
        }
        let results = concurrentMap(count: proposals.count) { index in
            Result { () throws(Problem) in
                let next = phrase.document.with(end.onOwnRig(proposals[index].clip))
                let text = phrase.document.appending(next).serialized(onAllCores: false)
                return try Reading(text, after: phrase, rigs: rigs)
            }
        }
        let time = (clock.now - begin) / .seconds(1)
        var readings: [Reading] = []
        for result in results { readings.append(try result.get()) }
        return Answer(
            windows: readings.map(\.window), constraintError: readings.map(\.constraintError).max(),
            collateralChange: readings.map(\.collateralChange).max(), seconds: time)
    }
}

/// A phrase with a proposal behind it, read as anyone would read it.
private struct Reading: Sendable {
    let window: Clip
    let constraintError: Double
    let collateralChange: Double

    init(_ text: [UInt8], after phrase: MotionFile, rigs: RigCatalogue) throws(Problem) {
        let document = try BVHDocument.parse(text, path: phrase.path)
        let given = phrase.document
        constraintError = zip(document.values, given.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
        // A rig or a rate that is another one has no size of change: anything counts as 1.
        let isSame = document.joints == given.joints && abs(document.frameTime - given.frameTime) < 1e-9
        collateralChange = isSame ? 0 : 1
        let whole = try MotionFile(document, path: phrase.path, rigs: rigs)
            .canonicalMovement(anchor: .end)
        let first = whole.frameCount - EvaluationWindow.length
        guard first >= 0 else {
            throw Problem(
                "a proposal came back too short", at: .file(phrase.path),
                expected: "\(EvaluationWindow.length) frames", found: "\(whole.frameCount)",
                remedy: "report this, with the file")
        }
        window = whole.frames(first..<whole.frameCount)
    }
}

extension Recording {
    /// The recording's file, cut after a frame of its canonical movement.
    ///
    /// - Throws: ``Problem`` when it was read without its file.
    func phrase(until frame: Int, rigs: RigCatalogue) throws(Problem) -> MotionFile {
        guard let file, let rows = rows(until: frame) else {
            throw Problem(
                "this recording has no file to go on from", at: .file(entry.file),
                expected: "a BVH file", found: "movement alone",
                remedy: "evaluate on recordings that are BVH files")
        }
        return try MotionFile(file.document.frames(0..<rows), path: file.path, rigs: rigs)
    }
}
