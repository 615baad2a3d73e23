import RealModule
import Tensor

/// The transformer: guesses what must be added to a noisy window's best linear guess to make it clean.
///
/// B items of T tokens, D components a token, width d, H heads, L blocks, feed-forward width f. All tokens of an
/// item attend to each other; the noise level and the conditions steer every block by shifts, scales and gates.
///
/// Source: Peebles and Xie, "Scalable diffusion models with transformers", ICCV 2023 (adaLN with one shared
/// projection and a table per block, as Chen et al., "PixArt-α", 2023).
struct Network: Sendable {
    /// Attention and feed-forward with their residual branches.
    struct Block: Sendable {
        /// Added to the shared modulation: shift, scale, gate of attention, then of feed-forward, [6d].
        var table: [Float]
        var queryKeyValue: Linear
        var projection: Linear
        var up: Linear
        var down: Linear
    }

    let attention: Attention
    var input: Linear
    /// Added to every item's tokens, [T, d].
    var position: Matrix
    var level: Linear
    var condition: Linear
    /// Of known parts of the body, without bias.
    var hint: Linear
    /// Of a style, without bias.
    var manner: Linear
    var steering: Linear
    var modulation: Linear
    var blocks: [Block]
    var finalModulation: Linear
    var output: Linear

    /// Width of the network, d.
    var width: Int { input.outputs }
    /// Components of a token, D.
    var components: Int { output.outputs }

    /// One pass: F for every token, [B · T, D].
    ///
    /// - Parameters:
    ///   - tokens: [B · T, D + 1]: clean components and 1 where a token is known, noisy ones and 0 elsewhere.
    ///   - level: Noise level t, more than 0, at most 1.
    ///   - conditions: [B, 8], from ``Conditioning``.
    ///   - styles: [B, E + 1]: numbers of a style and 1, or zeros.
    ///   - hints: [B · T, hints]: known parts of tokens that are not known whole, 0 elsewhere; nil for none.
    ///   - workspace: Room for B items.
    func callAsFunction(
        _ tokens: Matrix, level t: Float, conditions: Matrix, styles: Matrix, hints: Matrix?,
        workspace: inout Workspace
    ) -> Matrix {
        precondition(tokens.rows == conditions.rows * attention.tokens, "T tokens for each item")
        let d = width
        let (modulation, finalModulation) = modulations(level: t, conditions: conditions, styles: styles)

        input.apply(to: tokens, into: &workspace.hidden)
        if let hints {
            hint.apply(to: hints, into: &workspace.normal)
            workspace.hidden.add(workspace.normal)
        }
        workspace.hidden.addRepeating(position)
        for block in blocks {
            var steered = modulation
            steered.addToRows(block.table)
            workspace.normal.assignModulatedNorm(of: workspace.hidden, by: steered, shift: 0, scale: d)
            block.queryKeyValue.apply(to: workspace.normal, into: &workspace.queryKeyValue)
            attention.apply(
                qkv: workspace.queryKeyValue, into: &workspace.mixed, room: &workspace.attention)
            block.projection.apply(to: workspace.mixed, into: &workspace.normal)
            workspace.hidden.addGated(workspace.normal, by: steered, gate: 2 * d)

            workspace.normal.assignModulatedNorm(
                of: workspace.hidden, by: steered, shift: 3 * d, scale: 4 * d)
            block.up.apply(to: workspace.normal, into: &workspace.wide)
            workspace.wide.applyGELU()
            block.down.apply(to: workspace.wide, into: &workspace.normal)
            workspace.hidden.addGated(workspace.normal, by: steered, gate: 5 * d)
        }
        workspace.normal.assignModulatedNorm(of: workspace.hidden, by: finalModulation, shift: 0, scale: d)
        return output(workspace.normal)
    }

    /// What the noise level and the conditions of each item say to the blocks, [B, 6d], and to the end, [B, 2d].
    private func modulations(level t: Float, conditions: Matrix, styles: Matrix) -> (Matrix, Matrix) {
        let sinusoid = Self.sinusoid(of: t, count: level.inputs)
        var c = condition(conditions)
        c.add(manner(styles))
        c.addToRows(Array(level(Matrix(rows: 1, columns: sinusoid.count, values: sinusoid))[row: 0]))
        c.applySiLU()
        var a = steering(c)
        a.applySiLU()
        return (modulation(a), finalModulation(a))
    }

    /// A noise level as `count` numbers: cosines, then sines, of 1000t at falling frequencies.
    ///
    /// Source: Vaswani et al., "Attention is all you need", NeurIPS 2017 (positional encoding).
    static func sinusoid(of t: Float, count: Int) -> [Float] {
        let half = count / 2
        let angles = (0..<half).map { 1000 * t * Float.exp(-Float.log(10_000) * Float($0) / Float(half)) }
        return angles.map { Float.cos($0) } + angles.map { Float.sin($0) }
    }
}

extension Network {
    /// Activations of a pass, kept from one to the next so that a pass allocates little.
    struct Workspace {
        /// The residual stream, [B · T, d].
        var hidden: Matrix
        /// A branch's input, later its output, [B · T, d].
        var normal: Matrix
        /// [B · T, 3d].
        var queryKeyValue: Matrix
        /// What attention gathered, [B · T, d].
        var mixed: Matrix
        /// Who looked at whom.
        var attention: Attention.Room
        /// [B · T, f].
        var wide: Matrix
    }

    /// Room for passes with this many `items`.
    func workspace(items: Int) -> Workspace {
        let rows = items * attention.tokens
        return Workspace(
            hidden: Matrix(rows: rows, columns: width), normal: Matrix(rows: rows, columns: width),
            queryKeyValue: Matrix(rows: rows, columns: 3 * width), mixed: Matrix(rows: rows, columns: width),
            attention: attention.room(items: items),
            wide: Matrix(rows: rows, columns: blocks.first?.up.outputs ?? width))
    }
}
