namespace Parley.Hosting;

public class LoadGaugeTests
{
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(40);

    private readonly LimitOptions _limits = new();
    private readonly Stack<long> _cameAt = [];
    private int _live;

    [Fact]
    public void A_steady_load_below_the_limit_keeps_nobody_out()
    {
        var gauge = Warm(live: 100, cpu: 0.6);
        Measure(gauge, seconds: 60, cpu: 0.6);
        gauge.Refusing(_live).ShouldBeNull();
        Come(gauge, 1).ShouldBe(1);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.845)] // one more would be too much
    public void A_load_above_the_limit_keeps_new_sessions_out(double cpu)
    {
        var gauge = Warm(live: 50, cpu);
        gauge.Load.Cpu.ShouldBe(cpu, 0.001);
        gauge.Admit(_live, out _)!.Cause.ShouldBe(OverloadCause.Cpu);
    }

    [Fact]
    public void A_short_spike_keeps_nobody_out()
    {
        var gauge = Warm(live: 100, cpu: 0.5);
        Measure(gauge, seconds: 0.5, cpu: 1, Late);
        gauge.Refusing(_live).ShouldBeNull();
        Measure(gauge, seconds: 2, cpu: 0.7);
        gauge.Refusing(_live).ShouldBeNull();
    }

    [Fact]
    public void Work_that_is_late_again_and_again_keeps_new_sessions_out_though_the_processor_is_not_ours()
    {
        var gauge = Warm(live: 100, cpu: 0.3);
        for (var i = 0; i < 3; i++)
        {
            Measure(gauge, seconds: 0.25, cpu: 0.3, Late);
            Measure(gauge, seconds: 0.25, cpu: 0.3);
        }

        gauge.Admit(_live, out _)!.Cause.ShouldBe(OverloadCause.Lateness);
        gauge.Load.Lateness.ShouldBe(Late);
        Measure(gauge, seconds: 4, cpu: 0.3, TimeSpan.FromMilliseconds(15));
        gauge.Refusing(_live).ShouldBe(OverloadCause.Lateness, "that is hardly better");
        Measure(gauge, seconds: 4, cpu: 0.3);
        gauge.Refusing(_live).ShouldBeNull();
    }

    [Fact]
    public void So_few_sessions_are_let_in_whatever_keeps_the_machine_busy()
    {
        var gauge = Warm(live: 7, cpu: 1, Late);
        Come(gauge, 20).ShouldBe(1);
        Leave(gauge, 3);
        Come(gauge, 20).ShouldBe(3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_fresh_server_lets_its_first_clients_in_while_its_code_is_compiled(int cores)
    {
        var gauge = new LoadGauge(_limits, cores);
        for (var i = 0; i < 10; i++)
        {
            Come(gauge, 10 * cores).ShouldBe(10 * cores);
            Measure(gauge, seconds: 0.25, cpu: 1, Late, isCold: true);
        }

        gauge.IsStrained.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_crowd_before_a_fresh_server_gets_no_more_places_than_are_safe_to_give(int cores)
    {
        var gauge = new LoadGauge(_limits, cores);
        var came = 0;
        for (var i = 0; i < 8; i++)
        {
            came += Come(gauge, 125 * cores);
            Measure(gauge, seconds: 0.25, cpu: 0, isCold: true); // they begin to cost later
        }

        came.ShouldBeInRange(205 * cores, 240 * cores);
    }

    [Fact]
    public void A_crowd_counts_before_it_is_measured_and_no_longer_once_it_is()
    {
        var gauge = Warm(live: 200, cpu: 0.5);
        var cost = 0.5 / 200;
        var crowd = Come(gauge, 1000);
        (crowd * cost).ShouldBe(0.35, 0.03);
        Measure(gauge, seconds: 4, cpu: _live * cost);
        Leave(gauge, 30);
        Measure(gauge, seconds: 4, cpu: _live * cost);
        Come(gauge, 1000).ShouldBeInRange(20, 40);
    }

    [Fact]
    public void A_crowd_that_has_left_again_does_not_count()
    {
        var gauge = Warm(live: 100, cpu: 0.4);
        Come(gauge, 1000);
        Leave(gauge, _live - 10);
        Measure(gauge, seconds: 2, cpu: 0.7);
        gauge.Refusing(_live).ShouldBeNull();
    }

    [Fact]
    public void What_a_session_costs_is_learned()
    {
        var dear = Warm(live: 60, cpu: 0.48);
        var many = Come(dear, 1000);
        _live = 0;
        var cheap = Warm(live: 240, cpu: 0.48);
        many.ShouldBeLessThan(60); // at 8 ms for each second
        Come(cheap, 1000).ShouldBeInRange(150, 190); // at 2 ms
    }

    [Fact]
    public void All_cores_share_what_sessions_cost()
    {
        var gauge = Warm(live: 400, cpu: 0.5, cores: 4);
        Come(gauge, 1000).ShouldBeInRange(260, 300); // at 5 ms of one core
    }

    [Fact]
    public void Few_sessions_are_enough_to_learn_that_they_are_dear() => Come(Warm(live: 10, cpu: 0.5), 1000).ShouldBeInRange(6, 7); // at 50 ms for each second

    [Fact]
    public void Sessions_that_are_silent_now_are_not_expected_to_stay_so()
    {
        var gauge = Warm(live: 900, cpu: 0.05);
        Come(gauge, 1000).ShouldBeLessThan(410);
    }

    [Fact]
    public void Load_that_hovers_about_the_limit_opens_and_shuts_no_door()
    {
        var gauge = Warm(live: 100, cpu: 0.9);
        var cpu = new[] { 0.82, 0.85 };
        for (var i = 0; i < 100; i++)
        {
            gauge.Refusing(_live).ShouldBe(OverloadCause.Cpu);
            Measure(gauge, seconds: 0.5, cpu[i % 2]);
        }

        Measure(gauge, seconds: 4, cpu: 0.7);
        gauge.Refusing(_live).ShouldBeNull();
    }

    [Fact]
    public void Sessions_are_kept_out_for_two_seconds_at_least()
    {
        var gauge = Warm(live: 200, cpu: 0.5);
        Come(gauge, 1000);
        Leave(gauge, 300);
        Measure(gauge, seconds: 1.5, cpu: 0.1);
        gauge.Refusing(_live).ShouldBe(OverloadCause.Cpu);
        Measure(gauge, seconds: 0.5, cpu: 0.1);
        gauge.Refusing(_live).ShouldBeNull();
    }

    [Fact]
    public void Bytes_that_wait_keep_even_the_first_sessions_out_until_a_fifth_of_them_is_gone()
    {
        var gauge = Warm(live: 2, cpu: 0);
        Measure(gauge, seconds: 1, cpu: 0, bytes: _limits.MaxBufferedBytes + 1);
        gauge.Admit(_live, out _)!.Cause.ShouldBe(OverloadCause.BufferedBytes);
        Measure(gauge, seconds: 4, cpu: 0, bytes: _limits.MaxBufferedBytes * 9 / 10);
        gauge.Admit(_live, out _)!.Cause.ShouldBe(OverloadCause.BufferedBytes);
        Measure(gauge, seconds: 1, cpu: 0, bytes: _limits.MaxBufferedBytes * 7 / 10);
        gauge.Admit(_live, out _).ShouldBeNull();
    }

    [Fact]
    public void Who_is_refused_is_to_wait_as_long_as_that_has_lasted_already()
    {
        var gauge = Warm(live: 100, cpu: 0.5);
        Measure(gauge, seconds: 2, cpu: 1);
        gauge.Admit(_live, out _)!.RetryAfterSeconds.ShouldBe(2);
        Measure(gauge, seconds: 10, cpu: 1);
        gauge.Admit(_live, out _)!.RetryAfterSeconds.ShouldBeInRange(10, 11);
        Measure(gauge, seconds: 100, cpu: 1);
        gauge.Admit(_live, out _)!.RetryAfterSeconds.ShouldBe(30);
    }

    [Fact]
    public void Without_limits_no_load_is_too_much()
    {
        (_limits.MaxCpuPercent, _limits.MaxLatenessMs) = (0, 0);
        var gauge = Warm(live: 100, cpu: 1, Late);
        Come(gauge, 5000).ShouldBe(5000);
        gauge.IsStrained.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0.9, 1, false)]
    [InlineData(0.95, 1, true)]
    [InlineData(0.3, 40, true)]
    public void A_server_that_is_full_is_not_strained_yet(double cpu, double latenessMs, bool isStrained) =>
        Warm(live: 100, cpu, TimeSpan.FromMilliseconds(latenessMs)).IsStrained.ShouldBe(isStrained);

    private LoadGauge Warm(int live, double cpu, TimeSpan? lateness = null, int cores = 1)
    {
        var gauge = new LoadGauge(_limits, cores);
        _live = live;
        Measure(gauge, seconds: 30, cpu, lateness);
        return gauge;
    }

    private void Measure(LoadGauge gauge, double seconds, double cpu, TimeSpan? lateness = null, long bytes = 0, bool isCold = false)
    {
        for (var i = 0; i < seconds * 4; i++)
        {
            gauge.Add(new(cpu, lateness ?? Prompt, bytes), _live, isCold);
        }
    }

    // how many of them are let in
    private int Come(LoadGauge gauge, int clients)
    {
        var before = _live;
        for (var i = 0; i < clients; i++)
        {
            if (gauge.Admit(_live, out var cameAt) is null)
            {
                _live++;
                _cameAt.Push(cameAt);
            }
        }

        return _live - before;
    }

    // the last to come are the first to go
    private void Leave(LoadGauge gauge, int sessions)
    {
        for (var i = 0; i < sessions; i++)
        {
            _live--;
            gauge.Left(_cameAt.TryPop(out var cameAt) ? cameAt : -1000);
        }
    }
}
