import Motion

/// What is on stage: who stands where, and how a camera sees it.
///
/// Kept from picture to picture, because framing looks at whole phrases.
struct ViewerStage {
    /// What a stage is made for; for anything else another one is needed.
    struct Plan: Equatable {
        var version: Int
        var shown: [Int]
        /// Which of ``shown`` is chosen, where that shows.
        var chosen: Int?
        var arrangement: Arrangement?
        var view: CameraPreset
        var isFollowing: Bool
        var isDark: Bool
        var layout: ViewerLayout
    }

    let plan: Plan
    private let performance: Performance
    private let path: CameraPath

    /// Sets the stage.
    ///
    /// - Complexity: That of framing: O(joints) for each of at most 120 frames a dancer.
    init(_ plan: Plan, takes: [Take]) {
        self.plan = plan
        let look = plan.isDark ? ViewerTheme.dark.look : ViewerTheme.light.look
        let performers = plan.shown.enumerated().map { index, take in
            var performer = takes[take].performer
            performer.lead = takes[take].seam?.frame ?? 0
            // Alone, everyone has the first dancer's colours.
            performer.palette = Palette.dancers[plan.arrangement == nil ? 0 : index % Palette.dancers.count]
            return performer
        }
        var performance = Performance(performers, arranged: plan.arrangement ?? .asDanced, look: look)
        if let chosen = plan.chosen {
            // Who was chosen is solid, the others are seen through; each keeps its colours.
            let seen = zip(performance.performers, performers).enumerated().map { index, pair in
                var (placed, performer) = pair
                placed.opacity = performer.opacity * (index == chosen ? 1 : 0.45)
                placed.palette = performer.palette
                return placed
            }
            performance = Performance(seen, viewpoint: performance.viewpoint, look: look)
        }
        self.performance = performance
        let aspect = plan.layout.picture.aspect / (1 - plan.layout.stripShare - plan.layout.headShare)
        let work = plan.isFollowing ? CameraWork.follow : .still
        path =
            plan.view == .threeQuarter
            ? performance.camera(work, aspect: aspect)
            : performance.camera(work, from: plan.view, aspect: aspect)
    }

    /// The camera at `seconds`, as the person has moved it.
    func camera(at seconds: Double, _ handling: CameraHandling) -> Camera {
        path.camera(at: seconds).making(roomAbove: plan.layout.headShare, below: plan.layout.stripShare)
            .handled(handling)
    }

    /// The scene at `seconds`.
    ///
    /// - Parameters:
    ///   - ghosts: Moments before and after that are shown too.
    ///   - joints: Names of joints that leave trails, as ``Performer/joint(named:)`` knows them.
    func scene(at seconds: Double, ghosts: ViewerState.Ghosts, trailing joints: [String]) -> Scene {
        performance.scene(
            at: seconds,
            with: Traces(
                before: ghosts == .none ? 0 : 3, after: ghosts == .beforeAndAfter ? 3 : 0,
                joints: performance.performers.map { performer in
                    joints.compactMap { performer.joint(named: $0) }
                }))
    }

    /// A place over each dancer's head at `seconds`, where a name can stand.
    func crowns(at seconds: Double) -> [SIMD3<Float>] {
        performance.performers.map { $0.labelPlace(frame: $0.frame(at: seconds)) }
    }
}
