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
    /// What a second pass of each step is not told.
    var contrast: Contrast
    /// How much stronger guesses answer than the network does.
    var response: Response
    /// How far the levels lean to the noisy end, s.
    var shift: Float

    /// What a second pass is not told, and how far guesses move away from its own, w: ẑ = ẑ₂ + w (ẑ₁ − ẑ₂).
    enum Contrast: Equatable, Sendable {
        /// There is no second pass.
        case none
        /// It knows all but the style.
        case style(Float)
        /// It knows nothing: neither context nor conditions, parts or style.
        case everything(Float)

        /// w; nil without a second pass.
        var strength: Float? {
            switch self {
            case .none: nil
            case .style(let strength), .everything(let strength): strength
            }
        }

        /// How many of the passes know context, conditions and parts.
        var knowing: Int {
            if case .style = self { 2 } else { 1 }
        }
    }

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
    ///   - steering: What else the network is told.
    ///   - impose: Puts what is known of tokens that are not known whole into a guess; nil where nothing is.
    ///   - step: Called with the guess of each step.
    func sample(
        given: Matrix, isKnown: [Bool], noise: Matrix, steering: Steering, workspace: inout Workspace,
        impose: ((Matrix) -> Matrix)? = nil, step: (_ guess: Matrix) -> Void = { _ in }
    ) -> Matrix {
        let levels = levels
        let factors = levels.map(response.factors)
        let knowing = contrast.knowing
        let conditions = workspace.rows(steering.conditions, toldTo: knowing)
        let styles = workspace.rows(steering.style, toldTo: 1)
        let hints = steering.hints.map { workspace.rows($0, toldTo: knowing) }
        workspace.noisy.assign(noise)
        // From here on nothing is allocated, but by `impose` and `step`.
        for index in 0..<steps {
            let (t, next) = (levels[index], levels[index + 1])
            // Known tokens follow their own path, (1 − t) y + t ε.
            workspace.noisy.assignMix(1 - t, given, t, noise, where: isKnown)
            for item in 0..<workspace.items {
                workspace.fill(item: item, with: workspace.noisy)
                if item < knowing { workspace.reveal(given, where: isKnown, to: item) }
            }
            network.run(
                workspace.tokens, level: t, conditions: conditions, styles: styles, hints: hints,
                in: &workspace.network)
            let (linear, correction) = Self.skip(level: t)
            workspace.guess.assignMix(linear, workspace.noisy, correction, workspace.network.output)
            if let strength = contrast.strength {
                workspace.free.assignMix(
                    linear, workspace.noisy, correction, workspace.network.output, from: noise.rows)
                workspace.guess.mix(strength, with: workspace.free, 1 - strength)
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
    /// The pass that is told everything is its first item, that of the contrast its second.
    struct Workspace {
        var network: Network.Workspace
        /// What the network is given, [items · T, D + 1].
        fileprivate(set) var tokens: Matrix
        let items: Int
        /// The window at the present noise level, the guess of what it is, that of the second pass, and the first
        /// guess, [T, D].
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

        /// Puts the known tokens into an item.
        fileprivate mutating func reveal(_ given: Matrix, where isKnown: [Bool], to item: Int) {
            let first = item * given.rows
            for row in 0..<given.rows where isKnown[row] {
                for column in 0..<given.columns { tokens[first + row, column] = given[row, column] }
                tokens[first + row, given.columns] = 1
            }
        }

        /// What the first `told` items are told, in a row each; the others are told nothing.
        func rows(_ values: [Float], toldTo told: Int) -> Matrix {
            rows(Matrix(rows: 1, columns: values.count, values: values), toldTo: told)
        }

        /// What the first `told` items are told of each token; the others are told nothing.
        func rows(_ values: Matrix, toldTo told: Int) -> Matrix {
            let nothing = Matrix(rows: values.rows, columns: values.columns)
            return (1..<items).reduce(values) { $0.appending($1 < told ? values : nothing) }
        }
    }

    /// Room for one window.
    func workspace() -> Workspace {
        let items = contrast == .none ? 1 : 2
        func window() -> Matrix { Matrix(rows: network.attention.tokens, columns: network.components) }
        return Workspace(
            network: network.workspace(items: items),
            tokens: Matrix(rows: items * network.attention.tokens, columns: network.components + 1),
            items: items, noisy: window(), guess: window(), free: window(), blind: window())
    }
}
