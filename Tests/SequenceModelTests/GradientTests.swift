import Tensor
import Testing

@testable import SequenceModel

@Suite("Gradients lead downhill")
struct GradientTests {
    /// Small, but with two of everything that there can be two of, and no two sizes alike.
    static let sizes = NetworkSizes(
        tokens: 3, components: 5, hints: 7, width: 8, blocks: 2, heads: 2, feedForward: 12,
        levelFeatures: 10, conditions: 4, style: 6)

    /// Parameters none of which is 0, so that no gradient is.
    static func parameters(_ layout: ParameterLayout, seed: UInt64) -> Parameters {
        var generator = Xoshiro256(seed: seed)
        var parameters = Parameters(layout)
        for entry in layout.entries {
            let spread = 1 / Float(entry.shape.last ?? 1).squareRoot()
            for i in entry.range { parameters.values[i] = spread * generator.normal() }
        }
        return parameters
    }

    /// Items at different noise levels.
    static func input(_ sizes: NetworkSizes, items: Int, seed: UInt64) -> NetworkInput {
        var generator = Xoshiro256(seed: seed)
        let rows = items * sizes.tokens
        return NetworkInput(
            tokens: Matrix(rows: rows, columns: sizes.components + 1, normalFrom: &generator),
            hints: Matrix(rows: rows, columns: sizes.hints, normalFrom: &generator),
            levels: (0..<items).map { _ in Float(0.01 + 0.98 * generator.unit()) },
            conditions: Matrix(rows: items, columns: sizes.conditions, normalFrom: &generator),
            styles: Matrix(rows: items, columns: sizes.style, normalFrom: &generator))
    }

    @Test func everyParameterMovesTheLossAsItsGradientSays() {
        let layout = ParameterLayout(Self.sizes)
        var network = PlainNetwork<Double>(Self.parameters(layout, seed: 1))
        let input = Self.input(Self.sizes, items: 2, seed: 2)
        // The loss is the sum of the outputs, each times a number of its own.
        var generator = Xoshiro256(seed: 3)
        let tape = network.forward(input)
        var weights = tape.output
        for i in weights.values.indices { weights.values[i] = Double(generator.normal()) }
        func loss(_ network: PlainNetwork<Double>) -> Double {
            zip(network.forward(input).output.values, weights.values).reduce(0) { $0 + $1.0 * $1.1 }
        }

        let gradients = network.backward(input, tape, output: weights)
        let step = 1e-5
        for entry in layout.entries {
            // A few of each: the first, the last and some between.
            for i in stride(from: entry.range.lowerBound, to: entry.range.upperBound, by: 11)
                + [entry.range.upperBound - 1]
            {
                var (up, down) = (network, network)
                up.values[i] += step
                down.values[i] -= step
                let difference = (loss(up) - loss(down)) / (2 * step)
                #expect(
                    abs(gradients[i] - difference) < 1e-7 * max(1, abs(difference)),
                    "\(entry.name), \(i - entry.range.lowerBound)")
            }
        }
    }

    @Test(arguments: [1, 5])
    func trainingComputesWhatIsDefined(items: Int) {
        let layout = ParameterLayout(Self.sizes)
        let parameters = Self.parameters(layout, seed: 4)
        let input = Self.input(Self.sizes, items: items, seed: 5)
        var plain = PlainNetwork<Double>(parameters)
        let tape = plain.forward(input)
        var pass = NetworkPass(layout, items: items)
        let output = pass.forward(input, parameters)
        #expect(Self.distance(output.values, tape.output.values) < 1e-5)

        var generator = Xoshiro256(seed: 6)
        let gradient = Matrix(rows: output.rows, columns: output.columns, normalFrom: &generator)
        let expected = plain.backward(
            input, tape, output: PlainGrid(rows: output.rows, columns: output.columns, gradient.values))
        pass.backward(gradient, parameters)
        for entry in layout.entries {
            let distance = Self.distance(pass.gradients.values[entry.range], expected[entry.range])
            #expect(distance < 1e-4, "\(entry.name)")
        }
    }

    @Test func theCheckpointsWeightsComputeTheSameInTrainingAndSampling() throws {
        let golden = try Golden()
        let sizes = golden.checkpoint.configuration.networkSizes
        let parameters = try Parameters(from: golden.file, ParameterLayout(sizes))
        let known = try golden.matrix("known").values
        let components = try golden.matrix("forward.context.0.85.input")
        var pass = NetworkPass(parameters.layout, items: 2)
        let output = pass.forward(
            NetworkInput(
                tokens: Matrix(
                    rows: 12, columns: 13, values: (0..<12).flatMap { components[row: $0] + [known[$0]] }),
                hints: try golden.matrix("hints"), levels: [0.85, 0.85],
                conditions: try golden.matrix("conditions.input"),
                styles: try golden.matrix("style.input")),
            parameters)
        #expect(relativeError(output, try golden.matrix("forward.context.0.85.output")) < goldenTolerance)
    }

    @Test func parametersGoIntoAFileAndComeBack() throws {
        let layout = ParameterLayout(Self.sizes)
        let parameters = Self.parameters(layout, seed: 7)
        var file = Safetensors()
        parameters.write(to: &file)
        #expect(try Parameters(from: file, layout) == parameters)
        // Files of the first format know neither hints nor styles.
        file.remove("parts.weight")
        file.remove("style.weight")
        let older = try Parameters(from: file, layout)
        older.forEach { entry, values in
            let isNew = entry.name == "parts.weight" || entry.name == "style.weight"
            #expect(isNew ? values.allSatisfy { $0 == 0 } : values == parameters.values[entry.range])
        }
    }

    /// Largest difference, as a share of the largest number.
    static func distance(_ a: some Sequence<Float>, _ b: some Sequence<Double>) -> Double {
        let scale = b.reduce(1e-30) { max($0, abs($1)) }
        return zip(a, b).reduce(0) { max($0, abs(Double($1.0) - $1.1)) } / scale
    }
}
