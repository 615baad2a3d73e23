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
        var pass = NetworkPass(layout, items: items, precision: .single)
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

    @Test func halfPrecisionPointsTheSameWay() throws {
        // As large as a network is, so that errors add up as they would.
        let sizes = NetworkSizes(
            tokens: 6, components: 24, hints: 10, width: 64, blocks: 3, heads: 2, feedForward: 128,
            levelFeatures: 16, conditions: 4, style: 6)
        let layout = ParameterLayout(sizes)
        let parameters = Self.parameters(layout, seed: 8)
        let input = Self.input(sizes, items: 4, seed: 9)
        var generator = Xoshiro256(seed: 10)
        let gradient = Matrix(rows: 24, columns: 24, normalFrom: &generator)
        let (exact, rounded) = (Precision.single, Precision.half)
        let passes = [exact, rounded].map { precision in
            var pass = NetworkPass(layout, items: 4, precision: precision)
            let output = pass.forward(input, parameters)
            pass.backward(gradient, parameters)
            return (output: output.values.map(Double.init), gradients: pass.gradients.values.map(Double.init))
        }
        #expect(Self.angle(passes[0].output, passes[1].output) < 0.02)
        #expect(Self.angle(passes[0].gradients, passes[1].gradients) < 0.02)
    }

    /// The angle between two vectors, in radians.
    static func angle(_ a: [Double], _ b: [Double]) -> Double {
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let cosine = product(a, b) / (product(a, a) * product(b, b)).squareRoot()
        return (2 * max(0, 1 - cosine)).squareRoot()
    }

    @Test func theSameBatchGivesTheSameBytes() {
        let layout = ParameterLayout(Self.sizes)
        let parameters = Self.parameters(layout, seed: 11)
        let input = Self.input(Self.sizes, items: 5, seed: 12)
        var generator = Xoshiro256(seed: 13)
        let gradient = Matrix(rows: 15, columns: 5, normalFrom: &generator)
        let runs = (0..<4).map { _ in
            var pass = NetworkPass(layout, items: 5)
            let output = pass.forward(input, parameters)
            pass.backward(gradient, parameters)
            return [output.values, pass.gradients.values]
        }
        #expect(runs.allSatisfy { $0 == runs[0] })
    }

    @Test func roomIsUsedAgainWithoutATraceOfWhatWasThere() {
        let layout = ParameterLayout(Self.sizes)
        let parameters = Self.parameters(layout, seed: 14)
        let inputs = [15, 16].map { Self.input(Self.sizes, items: 2, seed: $0) }
        let gradient = Matrix(rows: 6, columns: 5, repeating: 1)
        func gradients(_ inputs: [NetworkInput]) -> Parameters {
            var pass = NetworkPass(layout, items: 2)
            for input in inputs {
                _ = pass.forward(input, parameters)
                pass.backward(gradient, parameters)
            }
            return pass.gradients
        }
        #expect(gradients(inputs) == gradients([inputs[1]]))
    }

    @Test func theCheckpointsWeightsComputeTheSameInTrainingAndSampling() throws {
        let golden = try Golden()
        let sizes = golden.checkpoint.configuration.networkSizes
        let parameters = try Parameters(from: golden.file, ParameterLayout(sizes))
        let known = try golden.matrix("known").values
        let components = try golden.matrix("forward.context.0.85.input")
        var pass = NetworkPass(parameters.layout, items: 2, precision: .single)
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
