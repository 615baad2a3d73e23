import Diagnostics
import SequenceModel
import Tensor

/// A network with all that it needs, while it is trained.
struct Model: Sendable, Equatable {
    /// Sizes of the network and of its windows.
    var sizes: Configuration
    /// What was measured on movement.
    var statistics: ModelStatistics
    /// The weights.
    var parameters: Parameters

    /// A new network for the drawer's movement.
    ///
    /// - Throws: ``Problem`` when OpenBLAS is missing.
    static func new(
        _ sizes: Configuration, drawer: WindowDrawer, survey: Int, seed: UInt64
    ) throws(Problem) -> Model {
        var generator = Xoshiro256(seed: seed, step: 0, for: 1)
        let (statistics, sizes) = try ModelStatistics.measure(
            drawer, sizes, survey: survey, from: &generator)
        return Model(
            sizes: sizes, statistics: statistics,
            parameters: Parameters(startingWith: &generator, ParameterLayout(sizes.networkSizes)))
    }

    /// A checkpoint's network, with its scales, components and space of styles; the bank of styles becomes the
    /// drawer's.
    ///
    /// - Throws: ``Problem`` when the checkpoint lacks something.
    static func adapting(
        _ base: BaseCheckpoint, drawer: WindowDrawer, survey: Int, seed: UInt64
    ) throws(Problem) -> Model {
        var generator = Xoshiro256(seed: seed, step: 0, for: 1)
        var statistics = try ModelStatistics(from: base.file, base.sizes)
        let plain = drawer.plain(survey, from: &generator)
        if let style = statistics.style {
            statistics.style = style.banked(plain, base.sizes)
        } else {
            statistics.style = try ModelStatistics.Style(plain, base.sizes)
        }
        return Model(sizes: base.sizes, statistics: statistics, parameters: base.parameters)
    }
}
