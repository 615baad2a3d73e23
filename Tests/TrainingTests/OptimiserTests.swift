import SequenceModel
import Tensor
import Testing

@testable import Training

@Suite("Optimiser")
struct OptimiserTests {
    let layout: ParameterLayout

    init() throws { layout = ParameterLayout(try Configuration.tiny().networkSizes) }

    private func filled(_ value: Float) -> Parameters {
        var parameters = Parameters(layout)
        for i in parameters.values.indices { parameters.values[i] = value }
        return parameters
    }

    @Test("the first step goes the learning rate down each slope; weights decay, biases and positions do not")
    func firstStep() throws {
        var parameters = filled(1)
        var optimiser = AdamW(layout)
        let small: Float = 1e-4
        let length = optimiser.step(&parameters, filled(small), rate: 0.01, decay: 0.1)
        #expect(abs(length - small * Float(layout.count).squareRoot()) < 1e-6)
        for entry in layout.entries {
            let decays = entry.shape.count > 1 && entry.name != "position"
            // What styles and known parts enter by learns eight times as fast.
            let rate: Float = ["style.weight", "parts.weight"].contains(entry.name) ? 0.08 : 0.01
            let expected: Float = (decays ? 1 - 0.1 * rate : 1) - rate
            #expect(abs(parameters.values[entry.range.lowerBound] - expected) < 1e-5, "\(entry.name)")
        }
    }

    @Test("two steps as by hand, with a gradient that is too long and is shortened")
    func twoSteps() throws {
        var parameters = filled(0)
        var optimiser = AdamW(layout)
        let short = 1 / Float(layout.count).squareRoot()
        _ = optimiser.step(&parameters, filled(3), rate: 0.1, decay: 0)
        _ = optimiser.step(&parameters, filled(-3), rate: 0.1, decay: 0)
        // Means 0.1 g, then 0.09 g − 0.1 g = −0.01 g over 1 − 0.81; squares 0.0199 g² over the same, so g².
        let expected = -0.1 + 0.1 * (0.01 * short / 0.19) / (short + 1e-8)
        #expect(abs(parameters.values[0] - expected) < 1e-5)
    }

    @Test("the learning rate rises, is highest after the warm-up, and falls to a fiftieth")
    func learningRate() {
        let rate = LearningRate(highest: 1, warmUp: 10, steps: 1000)
        #expect(abs(rate(0) - 0.1) < 1e-3 && rate(4) < rate(9))
        #expect(abs(rate(500) - 0.51) < 1e-3 && abs(rate(1000) - 0.02) < 1e-6)
    }

    @Test("the mean of weights forgets its start quickly, then slowly")
    func average() {
        var average = WeightAverage(filled(0))
        average.add(filled(1), memory: 0.9)
        #expect(abs(average.parameters.values[0] - (1 - 2.0 / 11)) < 1e-6)
        for _ in 0..<200 { average.add(filled(1), memory: 0.9) }
        average.add(filled(2), memory: 0.9)
        #expect(abs(average.parameters.values[0] - 1.1) < 1e-4)
    }
}
