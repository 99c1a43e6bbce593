using Microsoft.Extensions.AI;

namespace Parley.Embedded.Rules;

/// <summary>Thirty functions of five domains: home, travel, banking, food, support and calendar.</summary>
internal static class ThirtyTools
{
    public static readonly IReadOnlyList<AITool> All = Declared.Tools(
        """
        turn_on_light | Turns on the light in a room | room:kitchen/bedroom/living_room/bathroom!; brightness:integer Brightness in percent
        turn_off_light | Turns off the light in a room | room:kitchen/bedroom/living_room/bathroom!
        set_thermostat | Sets the target temperature of the heating | temperature:number! Degrees Celsius; room:kitchen/bedroom/living_room/bathroom
        lock_door | Locks a door of the house | door:front/back/garage!
        play_music | Plays a song or an artist | song:string! What to play; artist:string
        set_alarm | Sets an alarm clock | time:time!; label:string
        get_weather | Get the current weather for a city | city:string! Name of the city; unit:celsius/fahrenheit
        book_flight | Books a flight | origin:string! City of departure; destination:string! City of arrival; date:date!; passengers:integer
        book_hotel | Books a hotel room | city:string!; check_in:date!; nights:integer!
        find_train | Finds train connections | from:string!; to:string!; date:date
        order_taxi | Orders a taxi | pickup:string!; destination:string!
        convert_currency | Converts an amount of money into another currency | amount:number!; from_currency:USD/EUR/GBP/RUB!; to_currency:USD/EUR/GBP/RUB!
        get_balance | Returns the balance of a bank account | account:checking/savings!
        transfer_money | Transfers money to a recipient | amount:number!; recipient:string!
        list_transactions | Lists the latest transactions of an account | account:checking/savings!; count:integer
        block_card | Blocks a lost or stolen bank card | last_digits:string The last four digits; card_type:debit/credit!
        pay_bill | Pays a bill | biller:electricity/water/internet/phone!; amount:number
        find_restaurant | Searches restaurants nearby | cuisine:italian/japanese/mexican/indian!; city:string
        book_table | Reserves a table at a restaurant | restaurant:string; date:date!; time:time!; guests:integer! Number of guests
        order_food | Orders food for delivery | dish:string!; quantity:integer
        get_recipe | Looks up a cooking recipe | dish:string!
        add_to_shopping_list | Adds an item to the shopping list | item:string!
        check_order_status | Checks the status of an order | order_number:string!
        cancel_order | Cancels an order | order_number:string!; reason:string
        create_ticket | Opens a support ticket for a problem | subject:string!; priority:low/medium/high
        request_refund | Asks for a refund of an order | order_number:string!
        schedule_meeting | Schedules a meeting in the calendar | title:string; attendee:string! Who to meet; date:date!; time:time!
        list_appointments | Shows the appointments of a day | date:date!
        create_reminder | Creates a reminder | text:string! What to be reminded of; date:date; time:time
        send_email | Sends an email | recipient:email!; subject:string; body:string!
        """);
}
