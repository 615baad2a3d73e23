import Foundation
import SequenceModel
import Tensor
import Testing

@testable import Training

/// Numbers that PyTorch computed (`python -m choreo_training.golden_loss` in `Training/`): two windows of a tiny
/// network, their loss and its gradient.
@Suite("Swift and PyTorch agree on the loss")
struct GoldenLossTests {
    let file: Safetensors
    let sizes: Configuration
    let maker: BatchMaker
    let batch: TrainingBatch
    let parameters: Parameters

    init() throws {
        let url = try #require(
            Bundle.module.url(forResource: "loss", withExtension: "safetensors", subdirectory: "Fixtures"))
        file = try Safetensors.parse(Array(Data(contentsOf: url)), path: "loss.safetensors")
        let base = try BaseCheckpoint.read(url.path)
        sizes = base.sizes
        parameters = base.parameters
        maker = BatchMaker(sizes, try ModelStatistics(from: file, sizes))
        let (known, atEnd) = (try Self.values("known", file), try Self.values("atEnd", file))
        let (parts, flags) = (try Self.values("parts", file), try Self.values("conditions.flags", file))
        let (told, error) = (try Self.values("style.told", file), try Self.values("style.error", file))
        let levels = try Self.values("levels", file)
        let white = try Self.matrix("noise.white", file, columns: sizes.components)
        let (points, context) = (
            try Self.matrix("points", file, columns: 139), try Self.matrix("context", file, columns: 139)
        )
        let tokens = sizes.tokens
        let draws = (0..<2).map { [sizes] item in
            TrainingDraw(
                mask: TokenMask(
                    isKnown: (0..<tokens).map { known[item * tokens + $0] == 1 },
                    isAtEnd: (0..<tokens).map { atEnd[item * tokens + $0] == 1 },
                    parts: (0..<tokens).map { token in
                        (0..<22).map { parts[(item * tokens + token) * 22 + $0] == 1 }
                    }),
                level: levels[item], white: white.rows(item * tokens..<(item + 1) * tokens),
                tellsCondition: (0..<4).map { flags[4 * item + $0] == 1 },
                tellsStyle: told[5 * item + 4] == 1, styleError: Array(error[4 * item..<4 * item + 4]),
                blur: 0,
                blurWhite: Matrix(rows: 0, columns: sizes.components))
        }
        let windows = (0..<2).map { [sizes] item in
            TrainingWindow(
                points: points.rows(item * sizes.points..<(item + 1) * sizes.points),
                context: context.rows(item * sizes.contextPoints..<(item + 1) * sizes.contextPoints))
        }
        batch = maker.batch(windows, draws)
    }

    static func values(_ name: String, _ file: Safetensors) throws -> [Float] {
        try file.floats("golden." + name, shape: try #require(file.entries["golden." + name]).shape)
    }

    static func matrix(_ name: String, _ file: Safetensors, columns: Int) throws -> Matrix {
        let numbers = try values(name, file)
        return Matrix(rows: numbers.count / columns, columns: columns, values: numbers)
    }

    @Test("what the network is told: hints, conditions and style")
    func told() throws {
        let hints = try Self.values("hints", file)
        let conditions = try Self.values("conditions.input", file)
        let styles = try Self.values("style.told", file)
        #expect(relativeError(batch.input.hints.values, hints) < 1e-5)
        #expect(relativeError(batch.input.conditions.values, conditions) < 1e-4)
        #expect(relativeError(batch.input.styles.values, styles) < 1e-4)
    }

    @Test("the guess, each term of the loss, and the gradients of the guess and of every parameter")
    func loss() throws {
        var pass = NetworkPass(parameters.layout, items: 2, precision: .single)
        let output = pass.forward(batch.input, parameters)
        let guess = try Self.matrix("guess", file, columns: sizes.components)
        // Known tokens' guesses are made from their noise, and count for nothing.
        #expect(relativeError(maker.guess(output, batch).values, guess.values) < 1e-4)

        let (terms, gradient) = maker.loss(output, batch)
        let found = [
            terms.features, terms.places, terms.velocities, terms.accelerations, terms.contacts, terms.error,
        ]
        for (term, expected) in zip(found, try Self.values("terms", file)) {
            #expect(abs(term - Double(expected)) < 1e-4 * Double(expected))
        }
        let total = try #require(Self.values("loss", file).first)
        #expect(abs(terms.total(maker.objective.weights) - Double(total)) < 1e-4 * Double(total))

        var expected = try Self.matrix("guess.gradient", file, columns: sizes.components)
        for row in 0..<expected.rows {
            let t = batch.input.levels[row / sizes.tokens]
            let scale = t / ((1 - t) * (1 - t) + t * t).squareRoot()
            for i in 0..<sizes.components { expected[row, i] *= scale }
        }
        #expect(relativeError(gradient.values, expected.values) < 1e-4)

        pass.backward(gradient, parameters)
        for entry in parameters.layout.entries {
            let error = relativeError(
                pass.gradients.values[entry.range], try Self.values("gradient.\(entry.name)", file))
            #expect(error < 1e-3, "\(entry.name)")
        }
    }
}
