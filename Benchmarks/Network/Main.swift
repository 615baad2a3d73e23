import Files
import Foundation
import Motion
import SequenceModel
import Tensor

/// Choreo's networks beside others: does what `Benchmarks/network.py` and `codes.py` write to it, line by line.
///
///     check B            sums of the output's columns for a batch that both sides make alike
///     sample B single    one pass over B items, half of them on each core
///     train B half       one step of training: forward, squared error, backward
///     draw B half        B proposals of 4 s by codes
///
/// Answers with wall time and processor time in seconds, or with the sums.
@main
struct NetworkBenchmark {
    static func main() throws {
        let path = CommandLine.arguments[1]
        let bytes = try FileBytes.read(path, limit: 1 << 28)
        let trials = [
            "single": try NetworkTrial(bytes, path: path, precision: .single),
            "half": try NetworkTrial(bytes, path: path, precision: .half),
        ]
        let codes = CommandLine.arguments.dropFirst(2).first
        let generators = try codes.map { path in
            [
                "single": try SequenceNetwork.read(path, precision: .single),
                "half": try SequenceNetwork.read(path, precision: .half),
            ]
        }
        var steps: [String: TrainingStep] = [:]
        while let line = readLine() {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 3, let items = Int(words[1]), let trial = trials[words[2]] else { return }
            let batch = NetworkInput.made(trial.layout.sizes, items: items)
            switch words[0] {
            case "check":
                let output = trial.guess(trial.rooms(for: batch))
                var sums = Array(repeating: 0.0, count: trial.layout.sizes.components)
                for item in output {
                    for row in 0..<item.rows {
                        for column in sums.indices { sums[column] += Double(item[row, column]) }
                    }
                }
                print(sums.map { String($0) }.joined(separator: " "))
            case "sample":
                let rooms = trial.rooms(for: batch)
                _ = trial.guess(rooms)
                report { _ = trial.guess(rooms) }
            case "draw":
                guard let generator = generators?[words[2]] else { return }
                let request = Request(context: .swaying, seconds: 4, count: items)
                _ = try generator.propose(request)
                try report { _ = try generator.propose(request) }
            default:
                let key = words[1] + words[2]
                var step = steps[key] ?? TrainingStep(trial, batch, words[2] == "half" ? .half : .single)
                step.run()
                report { step.run() }
                steps = [key: step]
            }
            fflush(nil)
        }
    }

    private static func report(_ body: () throws -> Void) rethrows {
        let (wall, processor) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
        try body()
        print(seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - processor)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
}

extension NetworkInput {
    /// A batch whose numbers are sines, so that another program can make the same.
    static func made(_ sizes: NetworkSizes, items: Int) -> NetworkInput {
        func sines(_ rows: Int, _ columns: Int, _ phase: Double) -> Matrix {
            Matrix(
                rows: rows, columns: columns,
                values: (0..<rows * columns).map { Float(sin(0.7 * Double($0) + phase)) })
        }
        let rows = items * sizes.tokens
        return NetworkInput(
            tokens: sines(rows, sizes.components + 1, 0), hints: Matrix(rows: rows, columns: sizes.hints),
            levels: Array(repeating: 0.5, count: items), conditions: sines(items, sizes.conditions, 1),
            styles: sines(items, sizes.style, 2))
    }
}

extension Clip {
    /// Two seconds of a body that sways.
    static var swaying: Clip {
        let skeleton = Skeleton.canonical
        let frames = 60
        return Clip(
            skeleton: skeleton, frameRate: 30,
            rootTranslations: (0..<frames).map { SIMD3(0.1 * Float(sin(0.2 * Double($0))), 0.9, 0) },
            localRotations: (0..<frames * skeleton.joints.count).map {
                Quaternion(angle: 0.2 * Float(sin(0.1 * Double($0))), axis: SIMD3(0, 0, 1))
            })
    }
}

/// One step of training towards zero.
struct TrainingStep {
    private var pass: NetworkPass
    private let batch: NetworkInput
    private let parameters: Parameters

    init(_ trial: NetworkTrial, _ batch: NetworkInput, _ precision: Precision) {
        pass = NetworkPass(trial.layout, items: batch.items, precision: precision)
        self.batch = batch
        parameters = trial.parameters
    }

    mutating func run() {
        let output = pass.forward(batch, parameters)
        // The mean of the squares: its gradient is 2/n of the output.
        let scale = 2 / Float(output.values.count)
        let gradient = Matrix(
            rows: output.rows, columns: output.columns, values: output.values.map { scale * $0 })
        pass.backward(gradient, parameters)
    }
}
