namespace Parley.Embedded.Rules;

public sealed class ThirtyToolsTests
{
    [Theory]
    // home
    [InlineData("Turn on the light in the kitchen, please.", "turn_on_light {room=kitchen}")]
    [InlineData("switch on the bedroom lights", "turn_on_light {room=bedroom}")]
    [InlineData("can you turn the lamp on in the living room", "turn_on_light {room=living_room}")]
    [InlineData("turn off the bathroom light", "turn_off_light {room=bathroom}")]
    [InlineData("switch the light off in the kitchen", "turn_off_light {room=kitchen}")]
    [InlineData("turn on the kitchen light at fifty percent brightness", "turn_on_light {brightness=50,room=kitchen}")]
    [InlineData("set the thermostat to twenty one degrees", "set_thermostat {temperature=21}")]
    [InlineData("set the temperature in the bedroom to nineteen point five", "set_thermostat {room=bedroom,temperature=19.5}")]
    [InlineData("Lock the front door", "lock_door {door=front}")]
    [InlineData("please lock the garage door", "lock_door {door=garage}")]
    [InlineData("play yesterday by the beatles", "play_music {artist=beatles,song=yesterday}")]
    [InlineData("set an alarm for six thirty", "set_alarm {time=06:30}")]
    [InlineData("wake me up at quarter to seven", "set_alarm {time=06:45}")]
    // travel
    [InlineData("What's the weather in Paris?", "get_weather {city=Paris}")]
    [InlineData("what is the weather like in new york today", "get_weather {city=New York}")]
    [InlineData("how is the whether in berlin", "get_weather {city=Berlin}")]
    [InlineData("will it rain in london", "get_weather {city=London}")]
    [InlineData("give me the forecast for madrid in celsius", "get_weather {city=Madrid,unit=celsius}")]
    [InlineData("Book a flight from Berlin to Rome tomorrow", "book_flight {date=2026-05-07,destination=Rome,origin=Berlin}")]
    [InlineData("i need a flight from london to new york on march third for two passengers", "book_flight {date=2027-03-03,destination=New York,origin=London,passengers=2}")]
    [InlineData("i want to fly to oslo from hamburg next friday", "book_flight {date=2026-05-15,destination=Oslo,origin=Hamburg}")]
    [InlineData("Reserve a hotel in Vienna for three nights from the 5th of June", "book_hotel {check_in=2026-06-05,city=Vienna,nights=3}")]
    [InlineData("book a hotel room in lisbon tomorrow for two nights", "book_hotel {check_in=2026-05-07,city=Lisbon,nights=2}")]
    [InlineData("find a train from munich to prague on saturday", "find_train {date=2026-05-09,from=Munich,to=Prague}")]
    [InlineData("are there any trains from leeds to york", "find_train {from=Leeds,to=York}")]
    [InlineData("order a taxi from the station to the airport", "order_taxi {destination=Airport,pickup=Station}")]
    [InlineData("convert one hundred and five dollars from usd to eur", "convert_currency {amount=105,from_currency=USD,to_currency=EUR}")]
    // banking
    [InlineData("what is the balance of my savings account", "get_balance {account=savings}")]
    [InlineData("Show me my checking balance.", "get_balance {account=checking}")]
    [InlineData("how much money is in my checking account", "get_balance {account=checking}")]
    [InlineData("transfer two hundred and fifty dollars to anna", "transfer_money {amount=250,recipient=Anna}")]
    [InlineData("send 40 euros to Peter Smith", "transfer_money {amount=40,recipient=Peter Smith}")]
    [InlineData("show the last five transactions of my savings account", "list_transactions {account=savings,count=5}")]
    [InlineData("block my credit card", "block_card {card_type=credit}")]
    [InlineData("i lost my debit card please block it", "block_card {card_type=debit}")]
    [InlineData("pay the electricity bill", "pay_bill {biller=electricity}")]
    [InlineData("pay my water bill of thirty two euros", "pay_bill {amount=32,biller=water}")]
    // food
    [InlineData("find an italian restaurant in boston", "find_restaurant {city=Boston,cuisine=italian}")]
    [InlineData("look for a japanese restaurant", "find_restaurant {cuisine=japanese}")]
    [InlineData("book a table for four tomorrow at seven", "book_table {date=2026-05-07,guests=4,time=19:00}")]
    [InlineData("Reserve a table for two people on Friday at 8 pm", "book_table {date=2026-05-08,guests=2,time=20:00}")]
    [InlineData("i'd like a table for six guests tonight at half past eight", "book_table {date=2026-05-06,guests=6,time=20:30}")]
    [InlineData("order two large pizzas", "order_food {dish=large pizzas,quantity=2}")]
    [InlineData("i want to order sushi for delivery", "order_food {dish=sushi}")]
    [InlineData("look up a recipe for apple pie", "get_recipe {dish=apple pie}")]
    [InlineData("how do i cook lasagna", "get_recipe {dish=lasagna}")]
    [InlineData("add milk to the shopping list", "add_to_shopping_list {item=milk}")]
    [InlineData("put brown bread and butter on my shopping list", "add_to_shopping_list {item=brown bread and butter}")]
    // support and calendar
    [InlineData("what is the status of order 12345", "check_order_status {order_number=12345}")]
    [InlineData("check my order number four five six seven", "check_order_status {order_number=4567}")]
    [InlineData("cancel order AB-1234", "cancel_order {order_number=AB-1234}")]
    [InlineData("please cancel my order number nine nine two", "cancel_order {order_number=992}")]
    [InlineData("i want a refund for order seven seven eight one", "request_refund {order_number=7781}")]
    [InlineData("open a ticket about a broken screen", "create_ticket {subject=broken screen}")]
    [InlineData("create a high priority support ticket about the login page", "create_ticket {priority=high,subject=login page}")]
    [InlineData("schedule a meeting with anna on monday at three pm", "schedule_meeting {attendee=Anna,date=2026-05-11,time=15:00}")]
    [InlineData("what appointments do i have tomorrow", "list_appointments {date=2026-05-07}")]
    [InlineData("show my appointments on the 12th of may", "list_appointments {date=2026-05-12}")]
    [InlineData("remind me to call mom tomorrow at five", "create_reminder {date=2026-05-07,text=call mom,time=17:00}")]
    [InlineData("remind me to water the plants", "create_reminder {text=water the plants}")]
    [InlineData("send an email to anna@example.com saying I will be late", "send_email {body=I will be late,recipient=anna@example.com}")]
    [InlineData("email bob at example dot org about lunch saying see you at noon", "send_email {body=see you at noon,recipient=bob@example.org,subject=lunch}")]
    [InlineData("where is my order 4711", "check_order_status {order_number=4711}")]
    [InlineData("what is the temperature outside in cairo", "get_weather {city=Cairo}")]
    [InlineData("remind me tomorrow at nine to take out the trash", "create_reminder {date=2026-05-07,text=take out the trash,time=09:00}")]
    [InlineData("what's on my calendar today", "list_appointments {date=2026-05-06}")]
    // two at once
    [InlineData("what's the weather in paris and turn on the kitchen light", "get_weather {city=Paris}; turn_on_light {room=kitchen}")]
    [InlineData("turn off the light in the bedroom and lock the back door", "turn_off_light {room=bedroom}; lock_door {door=back}")]
    [InlineData("What's the weather in Paris and London?", "get_weather {city=Paris}; get_weather {city=London}")]
    [InlineData("turn on the light in the kitchen and the bathroom", "turn_on_light {room=kitchen}; turn_on_light {room=bathroom}")]
    [InlineData("show my savings balance and then pay the phone bill", "get_balance {account=savings}; pay_bill {biller=phone}")]
    public async Task A_request_calls_the_function_it_means(string request, string calls) =>
        Talker.Did(await new Talker(ThirtyTools.All).Say(request)).ShouldBe(calls);

    [Theory]
    [InlineData("hello there")]
    [InlineData("how are you today")]
    [InlineData("thank you very much")]
    [InlineData("what is your name")]
    [InlineData("tell me a story")]
    [InlineData("who won the world cup in nineteen ninety eight")]
    [InlineData("what is the capital of france")]
    [InlineData("i am feeling a bit sad")]
    [InlineData("do you like music")]
    [InlineData("count to twenty")]
    [InlineData("my grandmother was a teacher")]
    [InlineData("what do you think about politics")]
    [InlineData("what time is it")]
    [InlineData("book a haircut")]
    [InlineData("goodbye")]
    [InlineData("is the front door locked")]
    public async Task What_no_function_fits_calls_none(string words)
    {
        var response = await new Talker(ThirtyTools.All).Say(words);
        Talker.Calls(response).ShouldBe("");
        response.Text.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("what's the weather like", "Which city?", "in paris please", "get_weather {city=Paris}")]
    [InlineData("book a table for two tomorrow", "What time?", "at half past seven", "book_table {date=2026-05-07,guests=2,time=19:30}")]
    [InlineData("turn on the light", "Which room: kitchen, bedroom, living room or bathroom?", "the living room", "turn_on_light {room=living_room}")]
    [InlineData("transfer fifty dollars", "Who is the recipient?", "to anna", "transfer_money {amount=50,recipient=Anna}")]
    [InlineData("cancel my order", "What is the order number?", "it's four four two one", "cancel_order {order_number=4421}")]
    [InlineData("set the thermostat", "What temperature?", "twenty two", "set_thermostat {temperature=22}")]
    [InlineData("what appointments do i have", "For which date?", "the 9th of may", "list_appointments {date=2026-05-09}")]
    public async Task A_missing_value_is_asked_for_and_the_answer_completes_the_call(string request, string question, string answer, string call)
    {
        var talk = new Talker(ThirtyTools.All);
        (await talk.Say(request)).Text.ShouldBe(question);
        Talker.Calls(await talk.Say(answer)).ShouldBe(call);
    }

    [Fact]
    public async Task Several_missing_values_are_asked_for_one_after_another()
    {
        var talk = new Talker(ThirtyTools.All);
        (await talk.Say("i want to book a flight")).Text.ShouldBe("Where from?");
        (await talk.Say("from berlin")).Text.ShouldBe("Where to?");
        (await talk.Say("rome")).Text.ShouldBe("For which date?");
        Talker.Calls(await talk.Say("tomorrow")).ShouldBe("book_flight {date=2026-05-07,destination=Rome,origin=Berlin}");
    }

    [Fact]
    public async Task Another_wish_takes_the_place_of_an_open_question()
    {
        var talk = new Talker(ThirtyTools.All);
        (await talk.Say("what's the weather like")).Text.ShouldBe("Which city?");
        Talker.Calls(await talk.Say("lock the front door")).ShouldBe("lock_door {door=front}");
    }

    [Fact]
    public async Task Never_mind_drops_an_open_question()
    {
        var talk = new Talker(ThirtyTools.All);
        (await talk.Say("what's the weather like")).Text.ShouldBe("Which city?");
        (await talk.Say("never mind")).Text.ShouldBe("All right, never mind.");
        Talker.Calls(await talk.Say("thanks")).ShouldBe("");
    }

    [Fact]
    public async Task A_follow_up_repeats_the_last_call_with_what_is_new()
    {
        var talk = new Talker(ThirtyTools.All);
        Talker.Calls(await talk.Say("what's the weather in paris")).ShouldBe("get_weather {city=Paris}");
        await talk.Result("""{"city":"Paris","temperature_c":18}""");
        Talker.Calls(await talk.Say("and in london")).ShouldBe("get_weather {city=London}");
    }

    [Fact]
    public async Task It_points_to_what_was_called_before()
    {
        var talk = new Talker(ThirtyTools.All);
        Talker.Calls(await talk.Say("turn on the kitchen light")).ShouldBe("turn_on_light {room=kitchen}");
        await talk.Result("""{"success":true}""");
        Talker.Calls(await talk.Say("turn the light off there")).ShouldBe("turn_off_light {room=kitchen}");
    }

    [Fact]
    public async Task A_value_missing_for_one_of_two_wishes_is_asked_for_after_the_other_is_done()
    {
        var talk = new Talker(ThirtyTools.All);
        Talker.Calls(await talk.Say("lock the front door and tell me the weather")).ShouldBe("lock_door {door=front}");
        (await talk.Result("""{"success":true}""")).ShouldBe("Done. Which city?");
        Talker.Calls(await talk.Say("oslo")).ShouldBe("get_weather {city=Oslo}");
    }
}
