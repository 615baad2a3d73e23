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
        run(tokens, level: t, conditions: conditions, styles: styles, hints: hints, in: &workspace)
        return workspace.output
    }

    /// One pass, as ``callAsFunction(_:level:conditions:styles:hints:workspace:)``, to ``Workspace/output``; it
    /// allocates nothing.
    func run(
        _ tokens: Matrix, level t: Float, conditions: Matrix, styles: Matrix, hints: Matrix?,
        in workspace: inout Workspace
    ) {
        precondition(tokens.rows == conditions.rows * attention.tokens, "T tokens for each item")
        let d = width
        steer(level: t, conditions: conditions, styles: styles, in: &workspace)

        input.apply(to: tokens, into: &workspace.hidden)
        if let hints {
            hint.apply(to: hints, into: &workspace.normal)
            workspace.hidden.add(workspace.normal)
        }
        workspace.hidden.addRepeating(position)
        for block in blocks {
            workspace.steered.assign(workspace.modulation)
            workspace.steered.addToRows(block.table)
            workspace.normal.assignModulatedNorm(
                of: workspace.hidden, by: workspace.steered, shift: 0, scale: d)
            block.queryKeyValue.apply(to: workspace.normal, into: &workspace.queryKeyValue)
            attention.apply(
                qkv: workspace.queryKeyValue, into: &workspace.mixed, room: &workspace.attention)
            block.projection.apply(to: workspace.mixed, into: &workspace.normal)
            workspace.hidden.addGated(workspace.normal, by: workspace.steered, gate: 2 * d)

            workspace.normal.assignModulatedNorm(
                of: workspace.hidden, by: workspace.steered, shift: 3 * d, scale: 4 * d)
            block.up.apply(to: workspace.normal, into: &workspace.wide)
            workspace.wide.applyGELU()
            block.down.apply(to: workspace.wide, into: &workspace.normal)
            workspace.hidden.addGated(workspace.normal, by: workspace.steered, gate: 5 * d)
        }
        workspace.normal.assignModulatedNorm(
            of: workspace.hidden, by: workspace.finalModulation, shift: 0, scale: d)
        output.apply(to: workspace.normal, into: &workspace.output)
    }

    /// What noise level, conditions and style of each item say to the blocks and to the end.
    private func steer(level t: Float, conditions: Matrix, styles: Matrix, in workspace: inout Workspace) {
        for i in 0..<level.inputs { workspace.wave[0, i] = Self.wave(i, of: t, count: level.inputs) }
        condition.apply(to: conditions, into: &workspace.told)
        manner.apply(to: styles, into: &workspace.inner)
        workspace.told.add(workspace.inner)
        level.apply(to: workspace.wave, into: &workspace.level)
        workspace.told.addRepeating(workspace.level)
        workspace.told.applySiLU()
        steering.apply(to: workspace.told, into: &workspace.inner)
        workspace.inner.applySiLU()
        modulation.apply(to: workspace.inner, into: &workspace.modulation)
        finalModulation.apply(to: workspace.inner, into: &workspace.finalModulation)
    }

    /// A noise level as `count` numbers: cosines, then sines, of 1000t at falling frequencies.
    ///
    /// Source: Vaswani et al., "Attention is all you need", NeurIPS 2017 (positional encoding).
    static func sinusoid(of t: Float, count: Int) -> [Float] {
        (0..<count).map { wave($0, of: t, count: count) }
    }

    /// One number of ``sinusoid(of:count:)``.
    private static func wave(_ index: Int, of t: Float, count: Int) -> Float {
        let half = count / 2
        let angle = 1000 * t * Float.exp(-Float.log(10_000) * Float(index % half) / Float(half))
        return index < half ? Float.cos(angle) : Float.sin(angle)
    }
}

extension Network {
    /// Activations of a pass, kept from one to the next so that a pass allocates nothing.
    struct Workspace {
        /// The noise level in waves, [1, its numbers], and as the network takes it, [1, d].
        fileprivate var wave: Matrix
        fileprivate var level: Matrix
        /// What an item is told, [B, d], and what becomes of it.
        fileprivate var told: Matrix
        fileprivate var inner: Matrix
        /// What that says to all blocks, and to one, [B, 6d], and to the end, [B, 2d].
        fileprivate var modulation: Matrix
        fileprivate var steered: Matrix
        fileprivate var finalModulation: Matrix
        /// The residual stream, [B · T, d].
        fileprivate var hidden: Matrix
        /// A branch's input, later its output, [B · T, d].
        fileprivate var normal: Matrix
        /// [B · T, 3d].
        fileprivate var queryKeyValue: Matrix
        /// What attention gathered, [B · T, d].
        fileprivate var mixed: Matrix
        /// Who looked at whom.
        fileprivate(set) var attention: Attention.Room
        /// [B · T, f].
        fileprivate var wide: Matrix
        /// F, [B · T, D].
        fileprivate(set) var output: Matrix
    }

    /// Room for passes with this many `items`.
    func workspace(items: Int) -> Workspace {
        let rows = items * attention.tokens
        let d = width
        return Workspace(
            wave: Matrix(rows: 1, columns: level.inputs), level: Matrix(rows: 1, columns: d),
            told: Matrix(rows: items, columns: d), inner: Matrix(rows: items, columns: d),
            modulation: Matrix(rows: items, columns: 6 * d), steered: Matrix(rows: items, columns: 6 * d),
            finalModulation: Matrix(rows: items, columns: 2 * d), hidden: Matrix(rows: rows, columns: d),
            normal: Matrix(rows: rows, columns: d), queryKeyValue: Matrix(rows: rows, columns: 3 * d),
            mixed: Matrix(rows: rows, columns: d), attention: attention.room(items: items),
            wide: Matrix(rows: rows, columns: blocks.first?.up.outputs ?? d),
            output: Matrix(rows: rows, columns: components))
    }
}
