using Microsoft.Extensions.AI;
using Xunit.Abstractions;

namespace Parley.Embedded.Rules;

/// <summary>Requests that nothing was tuned on, against functions of other domains: the share done right is what a new user may expect.</summary>
public sealed class HeldOutTests(ITestOutputHelper output)
{
    private const double Floor = 0.8;

    private static readonly IReadOnlyList<AITool> Tools = Declared.Tools(
        """
        reserve_book | Reserves a book in the library | title:string!; pickup_date:date
        renew_loan | Extends the loan of a borrowed book | loan_id:string!
        rent_car | Rents a car | location:string! Pick-up city; start_date:date!; end_date:date!; category:economy/suv/van
        log_workout | Records a workout | activity:running/cycling/swimming!; minutes:integer!
        get_stock_price | Returns the price of a share | symbol:string! Company name or symbol
        translate_text | Translates a text into another language | text:string!; target_language:string!
        set_timer | Starts a kitchen timer | minutes:integer!; name:string
        find_movie_showtimes | Finds showtimes of films in cinemas | movie:string!; city:string!; date:date
        buy_tickets | Buys tickets for an event | event:string!; quantity:integer!
        schedule_doctor_appointment | Makes an appointment with a doctor | specialty:dentist/cardiologist/dermatologist!; date:date!; time:time
        refill_prescription | Refills a prescription at the pharmacy | prescription_number:string!
        open_garage | Opens the garage |
        start_vacuum | Starts the robot vacuum cleaner | mode:quiet/turbo
        track_package | Tracks a package | tracking_number:string!
        request_vacation | Requests vacation days | start_date:date!; end_date:date!
        report_outage | Reports an outage of internet or power | address:string!; kind:internet/power!
        change_password | Changes the password of a user account | email:email!
        add_contact | Adds a contact to the address book | name:string!; phone:string!
        search_jobs | Searches open jobs | keyword:string!; city:string; remote:boolean
        get_exchange_rate | Returns the exchange rate of two currencies | base:USD/EUR/JPY!; target:USD/EUR/JPY!
        """);

    private static readonly (string Request, string Calls)[] Requests =
    [
        ("Please reserve the book Great Expectations", "reserve_book {title=Great Expectations}"),
        ("renew my loan number four four one two", "renew_loan {loan_id=4412}"),
        ("rent a car in denver from monday to friday", "rent_car {end_date=2026-05-08,location=Denver,start_date=2026-05-11}"),
        ("i need an suv in miami from may tenth until may twelfth", "rent_car {category=suv,end_date=2026-05-12,location=Miami,start_date=2026-05-10}"),
        ("log forty five minutes of running", "log_workout {activity=running,minutes=45}"),
        ("i went swimming for half an hour please record the workout", "log_workout {activity=swimming,minutes=30}"),
        ("what is the stock price of siemens", "get_stock_price {symbol=siemens}"),
        ("translate good morning into french", "translate_text {target_language=French,text=good morning}"),
        ("set a timer for ten minutes", "set_timer {minutes=10}"),
        ("start a twenty five minute timer", "set_timer {minutes=25}"),
        ("when is the movie casablanca showing in austin tomorrow", "find_movie_showtimes {city=Austin,date=2026-05-07,movie=casablanca}"),
        ("buy three tickets for the jazz festival", "buy_tickets {event=jazz festival,quantity=3}"),
        ("i need an appointment with a dentist next tuesday at nine in the morning", "schedule_doctor_appointment {date=2026-05-12,specialty=dentist,time=09:00}"),
        ("refill prescription number seven seven three zero", "refill_prescription {prescription_number=7730}"),
        ("open the garage", "open_garage {}"),
        ("start the vacuum in quiet mode", "start_vacuum {mode=quiet}"),
        ("where is my package tracking number AB12345", "track_package {tracking_number=AB12345}"),
        ("i want to take vacation from june first to june tenth", "request_vacation {end_date=2026-06-10,start_date=2026-06-01}"),
        ("the internet is down at 5 oak street please report an outage", "report_outage {address=5 oak street,kind=internet}"),
        ("change the password for mary@example.com", "change_password {email=mary@example.com}"),
        ("add a contact named john miller with the phone number 555 123 4567", "add_contact {name=John Miller,phone=555 123 4567}"),
        ("search for remote jobs as a welder in dallas", "search_jobs {city=Dallas,keyword=welder,remote=true}"),
        ("what is the exchange rate from eur to jpy", "get_exchange_rate {base=EUR,target=JPY}"),
        ("open the garage and start the vacuum", "open_garage {}; start_vacuum {}"),
        ("what is the weather on mars", ""),
        ("sing me a song", ""),
    ];

    [Fact]
    public async Task Most_requests_that_nothing_was_tuned_on_are_done_right()
    {
        var right = 0;
        foreach (var (request, calls) in Requests)
        {
            var response = await new Talker(Tools).Say(request);
            if (Talker.Calls(response) == calls) right++;
            else output.WriteLine($"{request}: {Talker.Did(response)}");
        }
        output.WriteLine($"{right} of {Requests.Length} right");
        (right / (double)Requests.Length).ShouldBeGreaterThanOrEqualTo(Floor);
    }
}
