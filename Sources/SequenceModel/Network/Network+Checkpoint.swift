import Diagnostics
import Tensor

extension Network {
    /// Takes the weights from a checkpoint; names and shapes as PyTorch writes them.
    ///
    /// - Parameter precision: Of the blocks' products, which are nearly all there is to do.
    init(
        from file: Safetensors, _ sizes: Configuration, precision: Precision = .single
    ) throws(Problem) {
        let d = sizes.width
        attention = Attention(tokens: sizes.tokens, heads: sizes.heads, headWidth: d / sizes.heads)
        input = try file.linear("input", inputs: sizes.components + 1, outputs: d)
        position = try file.matrix("position", rows: sizes.tokens, columns: d)
        level = try file.linear("time.0", inputs: sizes.levelFeatures, outputs: d)
        condition = try file.linear("condition", inputs: 2 * sizes.conditions, outputs: d)
        if let style = sizes.style {
            hint = try file.linear("parts", inputs: sizes.hints, outputs: d, biased: false)
            manner = try file.linear("style", inputs: style + 1, outputs: d, biased: false)
        } else {
            hint = Linear(weight: Matrix(rows: d, columns: sizes.hints), bias: Array(repeating: 0, count: d))
            manner = Linear(weight: Matrix(rows: d, columns: 1), bias: Array(repeating: 0, count: d))
        }
        steering = try file.linear("time.2", inputs: d, outputs: d)
        modulation = try file.linear("modulation", inputs: d, outputs: 6 * d)
        finalModulation = try file.linear("finalModulation", inputs: d, outputs: 2 * d)
        output = try file.linear("output", inputs: d, outputs: sizes.components)
        func layer(_ name: String, inputs: Int, outputs: Int) throws(Problem) -> Linear {
            try file.linear(name, inputs: inputs, outputs: outputs, precision: precision)
        }
        blocks = []
        for index in 0..<sizes.blocks {
            let name = "blocks.\(index)"
            blocks.append(
                Block(
                    table: try file.floats("\(name).table", shape: [6 * d]),
                    queryKeyValue: try layer("\(name).qkv", inputs: d, outputs: 3 * d),
                    projection: try layer("\(name).proj", inputs: d, outputs: d),
                    up: try layer("\(name).up", inputs: d, outputs: sizes.feedForward),
                    down: try layer("\(name).down", inputs: sizes.feedForward, outputs: d)))
        }
    }
}

extension Safetensors {
    /// The linear layer `name`: `name.weight` [outputs, inputs] and `name.bias` [outputs], or no bias.
    func linear(
        _ name: String, inputs: Int, outputs: Int, biased: Bool = true, precision: Precision = .single
    ) throws(Problem) -> Linear {
        Linear(
            weight: try matrix("\(name).weight", rows: outputs, columns: inputs),
            bias: biased ? try floats("\(name).bias", shape: [outputs]) : Array(repeating: 0, count: outputs),
            precision: precision)
    }
}
