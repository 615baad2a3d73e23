import SequenceModel
import Tensor
import Testing

@testable import Training

@Suite("Scales and components")
struct StatisticsTests {
    private func measured(survey: Int = 20, components: Int = 12) throws -> (
        ModelStatistics, Configuration, WindowDrawer
    ) {
        let sizes = try Configuration.training(width: 8, blocks: 1, heads: 1, components: components)
        let drawer = WindowDrawer(try Corpus.small().train, sizes)
        var generator = Xoshiro256(seed: 1)
        let (statistics, fitting) = try ModelStatistics.measure(
            drawer, sizes, survey: survey, from: &generator)
        return (statistics, fitting, drawer)
    }

    @Test("components of the windows they were measured on have unit variance and know nothing of each other")
    func unitVariance() throws {
        let (statistics, sizes, drawer) = try measured()
        var generator = Xoshiro256(seed: 1)
        let y = BatchMaker(sizes, statistics).components(of: drawer.varied(20, from: &generator))
        for i in 0..<12 {
            for j in 0...i {
                let product =
                    (0..<y.rows).reduce(0.0) { $0 + Double(y[$1, i]) * Double(y[$1, j]) } / Double(y.rows)
                #expect(abs(product - (i == j ? 1 : 0)) < 0.02, "\(i), \(j)")
            }
        }
        #expect(statistics.noiseCorrelation.allSatisfy { abs($0) <= 0.98 })
    }

    @Test("a corpus with less in it than components gets as many as there are")
    func rank() throws {
        let (statistics, sizes, _) = try measured(survey: 2, components: 278)
        #expect(sizes.components < 278 && statistics.whitenForward.rows == sizes.components)
        #expect(statistics.whitenInverse.values.allSatisfy { $0.isFinite })
    }

    @Test("x and z share a scale about 0, a joint's six numbers share theirs, and none is too small")
    func scales() throws {
        let (statistics, _, _) = try measured()
        #expect(statistics.featureMean[0] == 0 && statistics.featureMean[2] == 0)
        #expect(statistics.featureScale[0] == statistics.featureScale[2])
        for joint in 0..<22 {
            let six = statistics.featureScale[3 + 6 * joint..<9 + 6 * joint]
            #expect(Set(six).count == 1 && six.allSatisfy { $0 >= 0.08 })
        }
        #expect(statistics.conditionQuantiles[0, 0] <= statistics.conditionQuantiles[0, 20])
    }

    @Test("styles of the windows they were measured on have unit variance")
    func styles() throws {
        let (statistics, sizes, drawer) = try measured()
        let style = try #require(statistics.style)
        #expect(style.axes.rows == sizes.style && style.bank.rows == 20)
        let first = (0..<20).map { Double(style.bank[$0, 32]) }
        let mean = first.reduce(0, +) / 20
        let variance = first.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20
        #expect(abs(mean) < 0.01 && abs(variance - 1) < 0.05)
        #expect(drawer.count > 0)
    }
}
