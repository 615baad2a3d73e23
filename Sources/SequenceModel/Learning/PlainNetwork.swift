import RealModule
import Tensor

/// The network and its gradient as a definition: loops over any kind of number, everything kept, nothing fast.
///
/// ``NetworkPass`` is what training runs; tests hold it to this one in `Double`, and this one to differences.
struct PlainNetwork<Scalar: Real & BinaryFloatingPoint> {
    typealias Grid = PlainGrid<Scalar>
    typealias Layer = ParameterLayout.Layer

    let layout: ParameterLayout
    /// Parameters, in the layout's order.
    var values: [Scalar]
    /// The gradient of each parameter so far.
    private var gradients: [Scalar]

    init(_ parameters: Parameters) {
        layout = parameters.layout
        values = parameters.values.map { Scalar($0) }
        gradients = Array(repeating: 0, count: values.count)
    }

    private var sizes: NetworkSizes { layout.sizes }

    /// What a pass keeps of a block for the way back.
    fileprivate struct BlockTape {
        let steered: Grid
        let attention: Branch
        let queryKeyValue: Grid
        let weights: [Grid]
        let mixed: Grid
        let projected: Grid
        let feedForward: Branch
        let up: Grid
        let down: Grid
    }

    /// The beginning of a residual branch: rows normalised, and then shifted and scaled.
    fileprivate struct Branch {
        let normal: Grid
        let deviations: [Scalar]
        let modulated: Grid
    }

    /// What a pass keeps for the way back.
    struct Tape {
        fileprivate let wave: Grid
        fileprivate let sum: Grid
        fileprivate let steering: Grid
        fileprivate let modulation: Grid
        fileprivate let finalModulation: Grid
        fileprivate let blocks: [BlockTape]
        fileprivate let end: Branch
        /// F of every token, [B · T, D].
        let output: Grid
    }

    // MARK: - Forward

    /// One pass.
    func forward(_ x: NetworkInput) -> Tape {
        let d = sizes.width
        var wave = Grid(rows: x.items, columns: sizes.levelFeatures)
        for (item, level) in x.levels.enumerated() {
            let numbers = Network.sinusoid(of: level, count: sizes.levelFeatures)
            for (i, number) in numbers.enumerated() { wave[item, i] = Scalar(number) }
        }
        let sum =
            linear(layout.level, wave) + linear(layout.condition, grid(x.conditions))
            + linear(layout.style, grid(x.styles))
        let steering = linear(layout.steering, sum.silu())
        let modulation = linear(layout.modulation, steering.silu())
        let finalModulation = linear(layout.finalModulation, steering.silu())

        var hidden = linear(layout.input, grid(x.tokens)) + linear(layout.parts, grid(x.hints))
        for row in 0..<hidden.rows {
            for i in 0..<d { hidden[row, i] += values[layout.position + row % sizes.tokens * d + i] }
        }
        var tapes: [BlockTape] = []
        for block in layout.blocks {
            var steered = modulation
            for item in 0..<x.items {
                for i in 0..<6 * d { steered[item, i] += values[block.table + i] }
            }
            let attention = branch(hidden, steered, shift: 0, scale: d)
            let queryKeyValue = linear(block.queryKeyValue, attention.modulated)
            let (mixed, weights) = attend(queryKeyValue)
            let projected = linear(block.projection, mixed)
            hidden = gated(hidden, projected, steered, gate: 2 * d)
            let feedForward = branch(hidden, steered, shift: 3 * d, scale: 4 * d)
            let up = linear(block.up, feedForward.modulated)
            let down = linear(block.down, up.gelu())
            hidden = gated(hidden, down, steered, gate: 5 * d)
            tapes.append(
                BlockTape(
                    steered: steered, attention: attention, queryKeyValue: queryKeyValue, weights: weights,
                    mixed: mixed, projected: projected, feedForward: feedForward, up: up, down: down))
        }
        let end = branch(hidden, finalModulation, shift: 0, scale: d)
        return Tape(
            wave: wave, sum: sum, steering: steering, modulation: modulation,
            finalModulation: finalModulation, blocks: tapes, end: end,
            output: linear(layout.output, end.modulated))
    }

    private func grid(_ matrix: Matrix) -> Grid {
        Grid(rows: matrix.rows, columns: matrix.columns, matrix.values)
    }

    private func linear(_ layer: Layer, _ x: Grid) -> Grid {
        var y = Grid(rows: x.rows, columns: layer.outputs)
        for row in 0..<x.rows {
            for out in 0..<layer.outputs {
                var sum = layer.bias.map { values[$0 + out] } ?? 0
                for k in 0..<layer.inputs { sum += x[row, k] * values[layer.weight + out * layer.inputs + k] }
                y[row, out] = sum
            }
        }
        return y
    }

    private func branch(_ x: Grid, _ m: Grid, shift: Int, scale: Int) -> Branch {
        let (normal, deviations) = x.normalized()
        var modulated = normal
        for row in 0..<x.rows {
            for i in 0..<x.columns {
                modulated[row, i] =
                    normal[row, i] * (1 + m[row / sizes.tokens, scale + i]) + m[row / sizes.tokens, shift + i]
            }
        }
        return Branch(normal: normal, deviations: deviations, modulated: modulated)
    }

    private func gated(_ x: Grid, _ y: Grid, _ m: Grid, gate: Int) -> Grid {
        var result = x
        for row in 0..<x.rows {
            for i in 0..<x.columns { result[row, i] += m[row / sizes.tokens, gate + i] * y[row, i] }
        }
        return result
    }

    /// Attention's result, [B · T, d], and for each item and head who looked at whom, [T, T].
    private func attend(_ qkv: Grid) -> (Grid, [Grid]) {
        let (d, w, T) = (sizes.width, sizes.headWidth, sizes.tokens)
        var output = Grid(rows: qkv.rows, columns: d)
        var all: [Grid] = []
        forEachHead(of: qkv) { first, head in
            var weights = Grid(rows: T, columns: T)
            for t in 0..<T {
                let logits = (0..<T).map { s in
                    (0..<w).reduce(Scalar(0)) {
                        $0 + qkv[first + t, head + $1] * qkv[first + s, d + head + $1]
                    } / Scalar(w).squareRoot()
                }
                let largest = logits.max() ?? 0
                let powers = logits.map { Scalar.exp($0 - largest) }
                let sum = powers.reduce(0, +)
                for s in 0..<T { weights[t, s] = powers[s] / sum }
                for i in 0..<w {
                    output[first + t, head + i] = (0..<T).reduce(0) {
                        $0 + weights[t, $1] * qkv[first + $1, 2 * d + head + i]
                    }
                }
            }
            all.append(weights)
        }
        return (output, all)
    }

    private func forEachHead(of x: Grid, _ body: (_ firstRow: Int, _ firstColumn: Int) -> Void) {
        for first in stride(from: 0, to: x.rows, by: sizes.tokens) {
            for head in 0..<sizes.heads { body(first, head * sizes.headWidth) }
        }
    }

    // MARK: - Backward

    /// The gradient of each parameter, in the layout's order, from the gradient of the output.
    mutating func backward(_ x: NetworkInput, _ tape: Tape, output gradient: Grid) -> [Scalar] {
        let d = sizes.width
        gradients = Array(repeating: 0, count: values.count)
        var modulation = Grid(rows: x.items, columns: 6 * d)
        var finalModulation = Grid(rows: x.items, columns: 2 * d)
        let end = linearGradient(layout.output, tape.end.modulated, gradient)
        var hidden = branchGradient(
            tape.end, tape.finalModulation, end, into: &finalModulation, shift: 0, scale: d)
        for (block, kept) in zip(layout.blocks, tape.blocks).reversed() {
            var steered = Grid(rows: x.items, columns: 6 * d)
            let down = gatedGradient(hidden, kept.down, kept.steered, into: &steered, gate: 5 * d)
            let wide = linearGradient(block.down, kept.up.gelu(), down)
            let up = linearGradient(block.up, kept.feedForward.modulated, kept.up.geluGradient(wide))
            hidden =
                hidden
                + branchGradient(
                    kept.feedForward, kept.steered, up, into: &steered, shift: 3 * d, scale: 4 * d)
            let projected = gatedGradient(hidden, kept.projected, kept.steered, into: &steered, gate: 2 * d)
            let mixed = linearGradient(block.projection, kept.mixed, projected)
            let qkv = attendGradient(kept.queryKeyValue, kept.weights, mixed)
            let modulated = linearGradient(block.queryKeyValue, kept.attention.modulated, qkv)
            hidden =
                hidden
                + branchGradient(
                    kept.attention, kept.steered, modulated, into: &steered, shift: 0, scale: d)
            for item in 0..<x.items {
                for i in 0..<6 * d { gradients[block.table + i] += steered[item, i] }
            }
            modulation = modulation + steered
        }
        for row in 0..<hidden.rows {
            for i in 0..<d { gradients[layout.position + row % sizes.tokens * d + i] += hidden[row, i] }
        }
        _ = linearGradient(layout.input, grid(x.tokens), hidden)
        _ = linearGradient(layout.parts, grid(x.hints), hidden)

        let steering =
            linearGradient(layout.modulation, tape.steering.silu(), modulation)
            + linearGradient(layout.finalModulation, tape.steering.silu(), finalModulation)
        let inner = linearGradient(layout.steering, tape.sum.silu(), tape.steering.siluGradient(steering))
        let sum = tape.sum.siluGradient(inner)
        _ = linearGradient(layout.level, tape.wave, sum)
        _ = linearGradient(layout.condition, grid(x.conditions), sum)
        _ = linearGradient(layout.style, grid(x.styles), sum)
        return gradients
    }

    /// Adds the gradient of a layer's weights and bias; returns that of its inputs.
    private mutating func linearGradient(_ layer: Layer, _ x: Grid, _ gradient: Grid) -> Grid {
        var result = Grid(rows: x.rows, columns: layer.inputs)
        for row in 0..<x.rows {
            for out in 0..<layer.outputs {
                let g = gradient[row, out]
                if let bias = layer.bias { gradients[bias + out] += g }
                for k in 0..<layer.inputs {
                    let place = layer.weight + out * layer.inputs + k
                    gradients[place] += g * x[row, k]
                    result[row, k] += g * values[place]
                }
            }
        }
        return result
    }

    private func branchGradient(
        _ branch: Branch, _ m: Grid, _ gradient: Grid, into steered: inout Grid, shift: Int, scale: Int
    ) -> Grid {
        var normal = gradient
        for row in 0..<gradient.rows {
            let item = row / sizes.tokens
            for i in 0..<gradient.columns {
                steered[item, shift + i] += gradient[row, i]
                steered[item, scale + i] += gradient[row, i] * branch.normal[row, i]
                normal[row, i] *= 1 + m[item, scale + i]
            }
        }
        return branch.normal.normalizedGradient(normal, deviations: branch.deviations)
    }

    private func gatedGradient(
        _ gradient: Grid, _ y: Grid, _ m: Grid, into steered: inout Grid, gate: Int
    ) -> Grid {
        var result = gradient
        for row in 0..<gradient.rows {
            let item = row / sizes.tokens
            for i in 0..<gradient.columns {
                steered[item, gate + i] += gradient[row, i] * y[row, i]
                result[row, i] *= m[item, gate + i]
            }
        }
        return result
    }

    private func attendGradient(_ qkv: Grid, _ weights: [Grid], _ gradient: Grid) -> Grid {
        let (d, w, T) = (sizes.width, sizes.headWidth, sizes.tokens)
        var result = Grid(rows: qkv.rows, columns: qkv.columns)
        var index = 0
        forEachHead(of: qkv) { first, head in
            let p = weights[index]
            index += 1
            for t in 0..<T {
                let towards = (0..<T).map { s in
                    (0..<w).reduce(Scalar(0)) {
                        $0 + gradient[first + t, head + $1] * qkv[first + s, 2 * d + head + $1]
                    }
                }
                let mean = (0..<T).reduce(Scalar(0)) { $0 + p[t, $1] * towards[$1] }
                for s in 0..<T {
                    let logit = p[t, s] * (towards[s] - mean) / Scalar(w).squareRoot()
                    for i in 0..<w {
                        result[first + s, 2 * d + head + i] += p[t, s] * gradient[first + t, head + i]
                        result[first + t, head + i] += logit * qkv[first + s, d + head + i]
                        result[first + s, d + head + i] += logit * qkv[first + t, head + i]
                    }
                }
            }
        }
        return result
    }
}
