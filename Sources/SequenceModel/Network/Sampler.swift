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
        impose: ((Matrix) -> Matrix)? = nil,
        step: (_ guess: Matrix) -> Void = { _ in }
    ) -> Matrix {
        let levels = levels
        var noisy = noise
        var blind: Matrix?
        for (t, next) in zip(levels, levels.dropFirst()) {
            // Known tokens follow their own path, (1 − t) y + t ε.
            noisy = given.mixed(1 - t, noise, t).replacing(noisy, where: isKnown.map(!))
            workspace.fill(item: 0, with: given.replacing(noisy, where: isKnown.map(!)), isKnown: isKnown)
            if workspace.items == 2 {
                workspace.fill(item: 1, with: noisy, isKnown: isKnown.map { _ in false })
            }
            let raw = network(
                workspace.tokens, level: t, conditions: workspace.firstRow(steering.conditions),
                styles: workspace.firstRow(steering.style), hints: steering.hints.map(workspace.firstItem),
                workspace: &workspace.network)
            var guess = Self.clean(noisy, raw.rows(0..<noise.rows), level: t)
            if workspace.items == 2 {
                let free = Self.clean(noisy, raw.rows(noise.rows..<2 * noise.rows), level: t)
                guess = guess.mixed(guidance, free, 1 - guidance)
            }
            if let blind {
                guess = blind.answering(guess, by: response.factors(at: t))
            } else {
                blind = guess
            }
            if let impose { guess = impose(guess) }
            step(guess)
            // ε̂ = (z − (1 − t) ẑ₀) / t; z ← (1 − s) ẑ₀ + s ε̂
            noisy = guess.mixed(1 - next, noisy.mixed(1 / t, guess, -(1 - t) / t), next)
        }
        return noisy.replacing(given, where: isKnown)
    }

    /// The skip path: ẑ₀ = (1 − t)/q · z + t/√q · F with q = (1 − t)² + t².
    ///
    /// For whitened tokens the first term is the best linear guess, so what is given passes through and the network
    /// only has to correct it.
    static func clean(_ noisy: Matrix, _ correction: Matrix, level t: Float) -> Matrix {
        let q = (1 - t) * (1 - t) + t * t
        return noisy.mixed((1 - t) / q, correction, t / q.squareRoot())
    }
}

extension Sampler {
    /// Room for one window: the pass that knows, and with guidance the one that does not as a second item.
    struct Workspace {
        var network: Network.Workspace
        /// What the network is given, [items · T, D + 1].
        var tokens: Matrix
        let items: Int

        /// Writes an item's tokens with their flags.
        mutating func fill(item: Int, with components: Matrix, isKnown: [Bool]) {
            for (row, known) in isKnown.enumerated() {
                tokens[row: item * isKnown.count + row] = components[row: row] + [known ? 1 : 0]
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
        return Workspace(
            network: network.workspace(items: items),
            tokens: Matrix(rows: items * network.attention.tokens, columns: network.components + 1),
            items: items)
    }
}
