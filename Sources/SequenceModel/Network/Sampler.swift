import Tensor

/// Draws a window from noise in a few steps of cleaning.
///
/// A window at noise level t is z = (1 − t) · clean + t · ε. At each level the network guesses the clean window;
/// the noise that the guess implies is kept, and the window is mixed anew at the next, lower level.
///
/// Source: Liu, Gong and Liu, "Flow straight and fast", ICLR 2023 (the straight path); Karras et al., "Elucidating
/// the design space of diffusion-based generative models", NeurIPS 2022 (the skip path); Ho and Salimans,
/// "Classifier-free diffusion guidance", 2022.
struct Sampler: Sendable {
    let network: Network
    /// Number of passes, S.
    var steps: Int
    /// How strongly known tokens and conditions pull, w; at 1 the pass without them is left out.
    var guidance: Float
    /// How much stronger guesses answer than the network does.
    var response: Response
    /// How far the levels lean to the noisy end, s.
    var shift: Float

    /// Noise levels from 1 to 0, S + 1 of them: t = s·u / (1 + (s − 1)·u), u in equal steps.
    var levels: [Float] {
        (0...steps).map { step in
            let u = 1 - Float(step) / Float(steps)
            return shift * u / (1 + (shift - 1) * u)
        }
    }

    /// The components of all tokens, [T, D]; known ones as given.
    ///
    /// - Parameters:
    ///   - given: Components of the known tokens, anything elsewhere, [T, D].
    ///   - isKnown: Which tokens are known, T flags.
    ///   - noise: ε of every token, [T, D]; the known ones' serves the pass that does not know them.
    ///   - steering: What else the network is told; the pass without context is told none of it.
    ///   - impose: Puts what is known of tokens that are not known whole into a guess; nil where nothing is.
    ///   - step: Called with the guess of each step.
    func sample(
        given: Matrix, isKnown: [Bool], noise: Matrix, steering: Steering, workspace: inout Workspace,
        impose: ((Matrix) -> Matrix)? = nil, step: (_ guess: Matrix) -> Void = { _ in }
    ) -> Matrix {
        let levels = levels
        let factors = levels.map(response.factors)
        let isGuided = workspace.items == 2
        let conditions = workspace.firstRow(steering.conditions)
        let styles = workspace.firstRow(steering.style)
        let hints = steering.hints.map(workspace.firstItem)
        workspace.noisy.assign(noise)
        // From here on nothing is allocated, but by `impose` and `step`.
        for index in 0..<steps {
            let (t, next) = (levels[index], levels[index + 1])
            // Known tokens follow their own path, (1 − t) y + t ε.
            workspace.noisy.assignMix(1 - t, given, t, noise, where: isKnown)
            workspace.fill(item: 0, with: workspace.noisy)
            workspace.reveal(given, where: isKnown)
            if isGuided { workspace.fill(item: 1, with: workspace.noisy) }
            network.run(
                workspace.tokens, level: t, conditions: conditions, styles: styles, hints: hints,
                in: &workspace.network)
            let (linear, correction) = Self.skip(level: t)
            workspace.guess.assignMix(linear, workspace.noisy, correction, workspace.network.output)
            if isGuided {
                workspace.free.assignMix(
                    linear, workspace.noisy, correction, workspace.network.output, from: noise.rows)
                workspace.guess.mix(guidance, with: workspace.free, 1 - guidance)
            }
            if index == 0 {
                workspace.blind.assign(workspace.guess)
            } else {
                workspace.guess.answer(from: workspace.blind, by: factors[index])
            }
            if let impose { workspace.guess = impose(workspace.guess) }
            step(workspace.guess)
            // ε̂ = (z − (1 − t) ẑ₀) / t; z ← (1 − s) ẑ₀ + s ε̂
            workspace.noisy.mix(next / t, with: workspace.guess, 1 - next - next * (1 - t) / t)
        }
        return workspace.noisy.replacing(given, where: isKnown)
    }

    /// The skip path: ẑ₀ = (1 − t)/q · z + t/√q · F with q = (1 − t)² + t².
    ///
    /// For whitened tokens the first term is the best linear guess, so what is given passes through and the network
    /// only has to correct it.
    static func skip(level t: Float) -> (linear: Float, correction: Float) {
        let q = (1 - t) * (1 - t) + t * t
        return ((1 - t) / q, t / q.squareRoot())
    }

    /// ẑ₀ by the skip path.
    static func clean(_ noisy: Matrix, _ correction: Matrix, level t: Float) -> Matrix {
        let factors = skip(level: t)
        return noisy.mixed(factors.linear, correction, factors.correction)
    }
}

extension Sampler {
    /// Room for one window.
    ///
    /// The pass that knows is its first item, and with guidance the one that does not its second.
    struct Workspace {
        var network: Network.Workspace
        /// What the network is given, [items · T, D + 1].
        fileprivate(set) var tokens: Matrix
        let items: Int
        /// The window at the present noise level, the guess of what it is, that of the pass without context, and the
        /// first guess, [T, D].
        fileprivate(set) var noisy: Matrix
        fileprivate(set) var guess: Matrix
        fileprivate var free: Matrix
        fileprivate var blind: Matrix

        /// Writes an item's tokens as unknown ones.
        fileprivate mutating func fill(item: Int, with components: Matrix) {
            let first = item * components.rows
            for row in 0..<components.rows {
                for column in 0..<components.columns {
                    tokens[first + row, column] = components[row, column]
                }
                tokens[first + row, components.columns] = 0
            }
        }

        /// Puts the known tokens into the first item.
        fileprivate mutating func reveal(_ given: Matrix, where isKnown: [Bool]) {
            for row in 0..<given.rows where isKnown[row] {
                for column in 0..<given.columns { tokens[row, column] = given[row, column] }
                tokens[row, given.columns] = 1
            }
        }

        /// What the first item is told, in one row; the second is told nothing.
        func firstRow(_ values: [Float]) -> Matrix {
            Matrix(
                rows: items, columns: values.count,
                values: values + Array(repeating: 0, count: (items - 1) * values.count))
        }

        /// What the first item is told of each token; the second is told nothing.
        func firstItem(_ values: Matrix) -> Matrix {
            items == 1
                ? values : values.appending(Matrix(rows: (items - 1) * values.rows, columns: values.columns))
        }
    }

    /// Room for one window.
    func workspace() -> Workspace {
        let items = guidance == 1 ? 1 : 2
        func window() -> Matrix { Matrix(rows: network.attention.tokens, columns: network.components) }
        return Workspace(
            network: network.workspace(items: items),
            tokens: Matrix(rows: items * network.attention.tokens, columns: network.components + 1),
            items: items, noisy: window(), guess: window(), free: window(), blind: window())
    }
}
