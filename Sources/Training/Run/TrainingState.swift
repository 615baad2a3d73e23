import Diagnostics
import Files
import Foundation
import JSON
import SequenceModel
import Tensor

/// A run as it stands after a step: everything needed to go on exactly as if it had not stopped.
///
/// Random numbers are no part of it: those of a step follow from the run's seed and the step.
struct TrainingState: Sendable {
    /// What makes the run the one that it is, by name: with another value anywhere it would be another run.
    var fingerprint: [String: String]
    /// Steps of the whole run.
    var steps: Int
    /// Steps done.
    var step = 0
    /// Seconds spent on them.
    var elapsed = 0.0
    var curve = LossCurve()
    var model: Model
    var optimiser: AdamW
    var average: WeightAverage
    /// Weights that did best on what is held out, if they are kept.
    var best: Parameters?

    static let format = "choreo training 1"
    /// Larger than any state of a network that we train.
    private static let largest = 2 << 30

    /// Writes the state in one step.
    ///
    /// - Throws: ``Problem`` when the disk is full or the folder cannot be written.
    func write(to path: String) throws(Problem) {
        var file = Safetensors(metadata: ["choreo.format": Self.format, "state": try text()])
        model.statistics.write(to: &file)
        model.parameters.write(to: &file, prefix: "weights.")
        average.parameters.write(to: &file, prefix: "average.")
        optimiser.first.write(to: &file, prefix: "first.")
        optimiser.second.write(to: &file, prefix: "second.")
        best?.write(to: &file, prefix: "best.")
        try file.write(to: path)
    }

    /// Reads a state.
    ///
    /// - Throws: ``Problem`` when it is damaged, was written by another version, or holds impossible sizes.
    static func read(_ path: String) throws(Problem) -> TrainingState {
        do throws(Problem) {
            return try TrainingState(
                from: try Safetensors.parse(try FileBytes.read(path, limit: largest), path: path), path: path)
        } catch {
            var problem = error
            problem.remedy = "begin anew with --anew"
            throw problem
        }
    }

    private init(from file: Safetensors, path: String) throws(Problem) {
        guard file.metadata["choreo.format"] == Self.format else {
            throw Problem(
                "this is no state of a training run of this version", at: .file(path), expected: Self.format,
                found: file.metadata["choreo.format"] ?? "no such entry", remedy: "")
        }
        let remedy = ""
        var fields = try JSONFields(
            try JSONValue.parse(Array((file.metadata["state"] ?? "").utf8), path: path, remedy: remedy),
            called: "the state", path: path, remedy: remedy)
        let whole = "a whole number, 0 or more"
        func count(_ value: JSONValue) -> Int? { value.integer(Int.self).flatMap { $0 >= 0 ? $0 : nil } }
        steps = try fields.required("steps", whole, count)
        step = try fields.required("step", whole, count)
        elapsed = try fields.required("elapsed", "seconds", \.double)
        let sizesText = try fields.required("sizes", "the sizes as text", \.string)
        guard let sizes = try? JSONDecoder().decode(Configuration.self, from: Data(sizesText.utf8)),
            sizes.flaw == nil
        else {
            throw fields.problem(
                "the sizes are impossible", expected: "sizes that fit together", found: "others")
        }
        fingerprint = [:]
        for (key, value) in try fields.required("run", "an object", \.object) {
            fingerprint[key] = value.string
        }
        curve.since.sum = try fields.required("lossSince", "a number", \.double)
        curve.since.steps = try fields.required("stepsSince", whole, count)
        for point in try fields.required("curve", "a list", \.array) {
            guard let numbers = point.array, numbers.count == 3, let step = count(numbers[0]) else {
                throw fields.problem(
                    "the loss curve cannot be read", expected: "step, loss and validation", found: "others")
            }
            curve.points.append(.init(step: step, training: numbers[1].double, validation: numbers[2].double))
        }

        let layout = ParameterLayout(sizes.networkSizes)
        func parameters(_ prefix: String) throws(Problem) -> Parameters {
            var result = Parameters(layout)
            for entry in layout.entries {
                result.values.replaceSubrange(
                    entry.range, with: try file.floats(prefix + entry.name, shape: entry.shape))
            }
            return result
        }
        model = Model(
            sizes: sizes, statistics: try ModelStatistics(from: file, sizes),
            parameters: try parameters("weights."))
        optimiser = AdamW(layout)
        optimiser.first = try parameters("first.")
        optimiser.second = try parameters("second.")
        optimiser.steps = step
        average = WeightAverage(try parameters("average."))
        average.steps = step
        best = file.entries["best.position"] == nil ? nil : try parameters("best.")
    }

    /// Begins a run.
    init(fingerprint: [String: String], steps: Int, model: Model, keepsBest: Bool) {
        self.fingerprint = fingerprint
        self.steps = steps
        self.model = model
        optimiser = AdamW(model.parameters.layout)
        average = WeightAverage(model.parameters)
        best = keepsBest ? model.parameters : nil
    }

    /// Everything but the tensors, as JSON.
    private func text() throws(Problem) -> String {
        let fields: [String: JSONValue] = [
            "steps": .number(steps), "step": .number(step), "elapsed": .number(elapsed),
            "sizes": .string(model.sizes.text),
            "run": .object(fingerprint.mapValues { .string($0) }),
            "lossSince": .number(curve.since.sum), "stepsSince": .number(curve.since.steps),
            "curve": .array(
                curve.points.map { point in
                    .array([
                        .number(point.step), point.training.map { .number($0) } ?? .null,
                        point.validation.map { .number($0) } ?? .null,
                    ])
                }),
        ]
        return String(decoding: JSONValue.object(fields).serialized(), as: UTF8.self)
    }

    /// What is another here than in `other`, as pairs of "name value".
    func differences(from other: [String: String]) -> (expected: String, found: String)? {
        let names = Set(fingerprint.keys).union(other.keys).sorted().filter { fingerprint[$0] != other[$0] }
        guard !names.isEmpty else { return nil }
        func told(_ values: [String: String]) -> String {
            names.map { "\($0) \(values[$0] ?? "unknown")" }.joined(separator: ", ")
        }
        return (told(fingerprint), told(other))
    }
}

extension Configuration {
    /// The sizes as the metadata of a checkpoint state them.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Plain numbers can always be encoded.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
